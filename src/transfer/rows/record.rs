//! One row of a table as serde sees it: a map from the names of the columns to text that may be anything.
//!
//! What a cell is, only the type that it is decoded into can say. `412` is a number where a number is wanted and text where
//! text is; nothing is guessed, so an id such as `007` keeps its zeros.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

/// What stands between the items of a list within a cell.
const LIST_SEPARATOR: &str = "; ";

/// The cells of a row under their header.
pub(super) struct Record<'a> {
    header: &'a [String],
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// `None` where a cell is not UTF-8.
    pub(super) fn new(header: &'a [String], cells: &'a [u8], ends: &'a [usize]) -> Option<Self> {
        let text = std::str::from_utf8(cells).ok()?;
        // The halves of a character in two cells make valid text that must not be cut there.
        let whole = ends.iter().all(|&end| text.is_char_boundary(end));
        whole.then_some(Self { header, text, ends })
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let (text, ends) = (self.text, self.ends);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts
            .zip(ends)
            .map(move |(start, &end)| unguarded(&text[start..end]))
    }
}

/// Takes off the `'` that keeps a spreadsheet from running a cell.
fn unguarded(cell: &str) -> &str {
    match cell.as_bytes() {
        [b'\'', b'=' | b'+' | b'-' | b'@', ..] => &cell[1..],
        _ => cell,
    }
}

/// Why a row does not fit, and in which column.
#[derive(Debug)]
pub(super) struct Misfit {
    /// What serde or the type says, which may quote the cell.
    text: String,
    /// What should have been there, in words that quote nothing.
    expected: Option<String>,
    pub(super) column: Option<usize>,
}

impl Misfit {
    fn new(text: String, expected: impl Into<Option<String>>) -> Self {
        Self {
            text,
            expected: expected.into(),
            column: None,
        }
    }

    /// What should have been there; what was there is the user's data.
    pub(super) fn expected(&self) -> &str {
        let expected = self.expected.as_deref();
        expected.unwrap_or("the value does not fit the type")
    }

    fn in_column(mut self, column: usize) -> Self {
        self.column.get_or_insert(column);
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(message.to_string(), None)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = format!("expected {expected}");
        Self::new(format!("invalid type: {found}, {expected}"), expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = format!("expected {expected}");
        Self::new(format!("invalid value: {found}, {expected}"), expected)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let text = format!("invalid length {length}, expected {expected}");
        Self::new(text.clone(), text)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let expected = format!("expected one of {}", expected.join(", "));
        Self::new(format!("unknown variant `{variant}`, {expected}"), expected)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let expected = format!("a column is none of {}", expected.join(", "));
        Self::new(format!("unknown column `{field}`, {expected}"), expected)
    }

    fn missing_field(field: &'static str) -> Self {
        let text = format!("missing field `{field}`");
        Self::new(text.clone(), text)
    }

    fn duplicate_field(field: &'static str) -> Self {
        let text = format!("duplicate field `{field}`");
        Self::new(text.clone(), text)
    }
}

impl<'de> Deserializer<'de> for &Record<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(Columns {
            cells: self.header.iter().zip(self.cells()),
            cell: None,
            column: 0,
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Items(self.cells()))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        tuple_struct map struct enum identifier ignored_any
    }
}

/// The columns that a row has a cell for.
struct Columns<'a, I> {
    cells: I,
    cell: Option<&'a str>,
    column: usize,
}

impl<'de, I: Iterator<Item = (&'de String, &'de str)>> MapAccess<'de> for Columns<'de, I> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((name, cell)) = self.cells.next() else {
            return Ok(None);
        };
        self.cell = Some(cell);
        self.column += 1;
        seed.deserialize(Cell(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let cell = self.cell.take().unwrap_or_default();
        seed.deserialize(Cell(cell))
            .map_err(|error| error.in_column(self.column.saturating_sub(1)))
    }
}

/// The cells of a row, or the items of a list within one.
struct Items<I>(I);

impl<'de, I: Iterator<Item = &'de str>> SeqAccess<'de> for Items<I> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        self.0
            .next()
            .map(|item| seed.deserialize(Cell(item)))
            .transpose()
    }
}

/// One cell.
#[derive(Clone, Copy)]
struct Cell<'a>(&'a str);

impl<'a> Cell<'a> {
    fn misfit<'de, V: Visitor<'de>>(self, visitor: &V) -> Misfit {
        let mut excerpt: String = self.0.chars().take(40).collect();
        if excerpt.len() < self.0.len() {
            excerpt.push('…');
        }
        de::Error::invalid_value(Unexpected::Str(&excerpt), visitor)
    }

    fn items(self) -> Items<impl Iterator<Item = &'a str>> {
        let items = self.0.split(LIST_SEPARATOR).map(str::trim);
        Items(items.filter(|item| !item.is_empty()))
    }

    /// A whole number, however it is written.
    fn integer(self) -> Option<i128> {
        let text = self.0.trim();
        text.parse().ok().or_else(|| {
            let number: f64 = text.parse().ok()?;
            // Every whole number of an f64 below this is exact, and fits.
            (number.fract() == 0.0 && number.abs() <= 2f64.powi(53)).then_some(number as i128)
        })
    }
}

macro_rules! integers {
    ($($deserialize:ident $visit:ident)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.integer().and_then(|number| number.try_into().ok()) {
                Some(number) => visitor.$visit(number),
                None => Err(self.misfit(&visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Cell<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0 {
            "" => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.trim().to_ascii_lowercase().as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(self.misfit(&visitor)),
        }
    }

    integers! {
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_i128 visit_i128
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
        deserialize_u128 visit_u128
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.trim().parse() {
            Ok(number) => visitor.visit_f64(number),
            Err(_) => Err(self.misfit(&visitor)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(self.items())
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_enum(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { char str string bytes byte_buf map struct identifier }
}

/// An enum in a cell is the name of a variant and nothing more.
impl<'de> EnumAccess<'de> for Cell<'de> {
    type Error = Misfit;
    type Variant = Plain;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Plain), Misfit> {
        let name: StrDeserializer<'de, Misfit> = self.0.into_deserializer();
        seed.deserialize(name).map(|variant| (variant, Plain))
    }
}

struct Plain;

impl<'de> VariantAccess<'de> for Plain {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, _: S) -> Result<S::Value, Misfit> {
        Err(content_in_cell())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Misfit> {
        Err(content_in_cell())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Misfit> {
        Err(content_in_cell())
    }
}

fn content_in_cell() -> Misfit {
    let text = "a cell names a variant, it cannot hold the content of one".to_owned();
    Misfit::new(text.clone(), text)
}
