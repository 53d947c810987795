//! Types.

pub mod date;
pub(crate) mod wire;

pub use crate::generated::types::*;
pub use date::Date;

macro_rules! checked {
    ($($name:ident),*) => {
        $(impl $name {
            /// Checks the value.
            ///
            /// # Errors
            /// A value that says so.
            pub fn validate(&self) -> crate::Result<()> {
                match serde_json::to_string(self).unwrap_or_default().contains("refuse me") {
                    true => Err(crate::Error(stringify!($name is invalid).to_owned())),
                    false => Ok(()),
                }
            }
        })*
    };
}

include!("../checked.rs");
