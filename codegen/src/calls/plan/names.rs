//! Names that would collide in Rust.

use std::collections::BTreeMap;

use super::{BodyPlan, Call};
use crate::calls::FILE;
use crate::calls::handles::Handles;
use crate::calls::operation::Operation;
use crate::error::{Error, Result};

/// What every call has already: its options, its fields, and the methods of the traits on it.
const RESERVED: [&str; 14] = [
    "base",
    "body",
    "call",
    "clone",
    "fmt",
    "header",
    "into_future",
    "items",
    "max_retries",
    "pages",
    "raw",
    "request",
    "send_blocking",
    "timeout",
];

/// What every module of calls has imported.
const TYPES: [&str; 12] = [
    "Arc",
    "Call",
    "CallBuilder",
    "CallFuture",
    "Client",
    "Next",
    "Page",
    "Pages",
    "RawResponse",
    "Request",
    "Result",
    "String",
];

/// What modules of calls stand beside.
const MODULES: [&str; 2] = ["requests", "types"];

/// What is given by the caller, and the ids of the handle, have names of their own.
pub(super) fn require_names(call: &Call) -> Result<()> {
    let ids = call.chain.iter().filter_map(|handle| handle.id.as_ref());
    let mut names: Vec<(String, bool)> = ids.map(|id| (id.name.to_string(), false)).collect();
    names.extend(
        call.given
            .iter()
            .map(|given| (given.name.to_string(), true)),
    );
    if let Some(BodyPlan::Whole(body)) = &call.body {
        names.push((body.name.to_string(), body.name != "body"));
    }
    for (at, (name, is_ours)) in names.iter().enumerate() {
        let taken = if *is_ours && RESERVED.contains(&name.as_str()) {
            Some("every call has")
        } else if names[..at].iter().any(|(other, _)| other == name) {
            Some("this call has already")
        } else {
            None
        };
        if let Some(taken) = taken {
            let found = format!("`{name}`, which {taken}");
            let remedy = "give it another name in `x-arguments`, or an `x-name`";
            let expected = "a name of its own for each parameter and member";
            return Err(Error::expected(FILE, expected, found, remedy).at(&call.operation.place));
        }
    }
    Ok(())
}

/// Each method of a handle, and each type of a module, is there once.
pub(in crate::calls) fn require_distinct(
    operations: &[Operation],
    calls: &[Call],
    handles: &Handles,
) -> Result<()> {
    let mut methods: BTreeMap<(Option<&str>, String), String> = BTreeMap::new();
    for handle in handles.all() {
        let parent = handle.parent.as_deref();
        let owner = format!("the handle `{}`", handle.key);
        methods.insert((parent, handle.accessor.to_string()), owner.clone());
        if let Some(id) = &handle.id {
            methods.insert((Some(&handle.key), id.name.to_string()), owner);
        }
    }
    for operation in operations {
        let Some(call) = &operation.call else {
            continue;
        };
        let key = (call.handle.as_deref(), call.method.clone());
        let owner = format!("`{}`", operation.id);
        if let Some(other) = methods.insert(key, owner) {
            let found = format!("`{}`, which {other} has", call.method);
            let remedy = "correct one of the two";
            let expected = "a method of its own";
            return Err(
                Error::expected(FILE, expected, found, remedy).at(operation.mark_place("x-call"))
            );
        }
    }
    require_distinct_types(calls, handles)
}

/// Each struct of a module is there once, and hides nothing that the generated code needs.
fn require_distinct_types(calls: &[Call], handles: &Handles) -> Result<()> {
    let mut seen: BTreeMap<(&str, String), String> = BTreeMap::new();
    let of_handles = handles.all().map(|handle| {
        let name = handle.struct_name().to_string();
        let owner = format!("the handle `{}`", handle.key);
        ((handle.module.as_str(), name), owner, handle.place())
    });
    let of_calls = calls.iter().map(|call| {
        let owner = format!("the operation `{}`", call.operation.id);
        let place = call.operation.place.clone();
        ((call.module.as_str(), call.name.to_string()), owner, place)
    });
    for ((module, name), owner, place) in of_handles.chain(of_calls) {
        let taken = match () {
            () if MODULES.contains(&module) => {
                Some(format!("the module `{module}`, which is taken"))
            }
            () if TYPES.contains(&name.as_str()) => Some(format!("`{name}`, which is taken")),
            () => None,
        };
        let key = (module, name.clone());
        let other = seen.insert(key, owner.clone());
        let other = other.map(|other| format!("`{name}`, which is {other}"));
        if let Some(found) = taken.or(other) {
            let remedy = format!("rename {owner}");
            let expected = "a struct with a name of its own, in a module with a name of its own";
            return Err(Error::expected(FILE, expected, found, remedy).at(place));
        }
    }
    Ok(())
}
