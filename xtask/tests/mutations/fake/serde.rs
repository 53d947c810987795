//! As much of serde as the compiler has to see: its traits, with nothing in them.

pub use derive::{Deserialize, Serialize};

pub trait Serialize {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        loop {}
    }
}

pub trait Deserialize<'de>: Sized {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        loop {}
    }
}

pub trait Serializer: Sized {
    type Ok;
    type Error;
    fn serialize_str(self, _: &str) -> Result<Self::Ok, Self::Error> {
        loop {}
    }
}

pub trait Deserializer<'de>: Sized {
    type Error: de::Error;
}

pub mod de {
    pub trait Error {
        fn custom<T: std::fmt::Display>(cause: T) -> Self;
    }
    pub trait DeserializeOwned: for<'de> crate::Deserialize<'de> {}
    impl<T: for<'de> crate::Deserialize<'de>> DeserializeOwned for T {}
}

macro_rules! both {
    ($([$($generic:ident),*] $ty:ty;)*) => {
        $(
            impl<$($generic: Serialize),*> Serialize for $ty {}
            impl<'de, $($generic: Deserialize<'de>),*> Deserialize<'de> for $ty {}
        )*
    };
}

both! {
    [] String;
    [] i64;
    [] f64;
    [] bool;
    [T] Option<T>;
    [T] Vec<T>;
    [T] Box<T>;
    [K, T] std::collections::BTreeMap<K, T>;
}
