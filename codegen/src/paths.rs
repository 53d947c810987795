//! Where generated code finds the hand-written part of the crate: the one place to change when that moves.

use proc_macro2::TokenStream;
use syn::{GenericArgument, Path, PathArguments, PathSegment, Type};

/// The module of all wire types, generated or not.
pub(crate) const TYPES: &str = "crate::types";

/// The module of what generated types refer to: hand-written types, serde helpers and the macro of open enums.
pub(crate) const WIRE: &str = "crate::types::wire";

/// The type of a date.
pub(crate) const DATE: &str = "crate::types::date::Date";

/// The public name of a date, for examples.
pub(crate) const PUBLIC_DATE: &str = "dust_sdk::Date";

/// A path of this list as tokens.
pub(crate) fn tokens(path: &str) -> TokenStream {
    // The paths are constants of this file, which parse.
    path.parse().unwrap_or_default()
}

/// The type that a path names, if it is a path to one of [`TYPES`].
pub(crate) fn in_types(path: &Path) -> Option<&PathSegment> {
    let count = path.segments.len().checked_sub(1)?;
    let modules = path.segments.iter().take(count);
    let modules: Vec<String> = modules.map(|part| part.ident.to_string()).collect();
    (modules.join("::") == TYPES)
        .then(|| path.segments.last())
        .flatten()
}

/// `T` of `Wrapper<T, …>`.
pub(crate) fn inside<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) if last.ident == wrapper => Some(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_paths_to_types() {
        let path = |text: &str| syn::parse_str::<Path>(text).unwrap();
        let found = path(&format!("{TYPES}::Agent"));
        assert_eq!(in_types(&found).unwrap().ident, "Agent");
        for other in ["Agent", TYPES, "crate::other::Agent"] {
            assert!(in_types(&path(other)).is_none(), "{other}");
        }
    }

    #[test]
    fn every_path_parses() {
        for text in [TYPES, WIRE, DATE, PUBLIC_DATE] {
            assert!(!tokens(text).is_empty(), "{text}");
        }
    }
}
