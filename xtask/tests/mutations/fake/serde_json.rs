//! As much of serde_json as the compiler has to see.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Value;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map<K, V>(K, V);

#[derive(Debug)]
pub struct Error;

impl std::fmt::Display for Error {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        loop {}
    }
}

impl serde::Serialize for Value {}
impl<'de> serde::Deserialize<'de> for Value {}
impl<K, V> serde::Serialize for Map<K, V> {}
impl<'de, K, V> serde::Deserialize<'de> for Map<K, V> {}

pub fn to_string<T: ?Sized + serde::Serialize>(_: &T) -> Result<String, Error> {
    loop {}
}

pub fn from_str<T: serde::de::DeserializeOwned>(_: &str) -> Result<T, Error> {
    loop {}
}
