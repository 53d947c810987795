//! What generated types refer to.

macro_rules! open_enum {
    (#[doc = $doc:literal] $name:ident { $($variant:ident = $value:literal),* }) => {
        #[doc = $doc]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(missing_docs)]
        pub enum $name {
            $($variant,)*
            Unknown(String),
        }

        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(other.to_owned()),
                })
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = <String as ::serde::Deserialize>::deserialize(from)?;
                value.parse().map_err(<D::Error as ::serde::de::Error>::custom)
            }
        }
    };
}

pub(crate) use open_enum;

macro_rules! handwritten {
    ($($name:ident),*) => {
        $(
            /// Anything.
            #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
            pub struct $name(pub serde_json::Value);
        )*
    };
}

include!("../handwritten.rs");

macro_rules! helper {
    ($name:ident, $direction:ident, $ty:ty) => {
        pub(crate) mod $name {
            helper!(@ $direction, required, $ty);
            helper!(@ $direction, optional, Option<$ty>);
        }
    };
    (@ from, $name:ident, $ty:ty) => {
        pub(crate) fn $name<'de, D: serde::Deserializer<'de>>(from: D) -> Result<$ty, D::Error> {
            serde::Deserialize::deserialize(from)
        }
    };
    (@ to, $name:ident, $ty:ty) => {
        pub(crate) fn $name<S: serde::Serializer>(value: &$ty, to: S) -> Result<S::Ok, S::Error> {
            serde::Serialize::serialize(value, to)
        }
    };
}

helper!(integer, from, i64);
helper!(number, to, f64);

pub(crate) mod cell {
    helper!(@ from, optional, Option<String>);
    helper!(@ to, number, Option<f64>);
}
