//! What a call is made of: its builder's fields, arguments and setters, its checks, and what it answers with.
//!
//! What would make a call that misleads, or Rust that does not compile, is refused here, at the place of the mark that
//! asks for it.

mod answer;
mod given;
mod names;

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::format_ident;
use serde_json::Value;
use syn::{Ident, Type};

use super::FILE;
use super::handles::{Handle, Handles};
use super::operation::{CallName, Location, Media, Operation, Parameter, WORKSPACE};
use super::types::Types;
use super::value::Kind;
use crate::error::{Error, Result};

pub(super) use names::require_distinct;

/// A call, as it is generated.
pub(super) struct Call<'a> {
    pub(super) operation: &'a Operation<'a>,
    /// The handles from the client to the one that has the call; none for a method of the client.
    pub(super) chain: Vec<&'a Handle>,
    pub(super) module: String,
    /// The builder.
    pub(super) name: Ident,
    pub(super) method: Ident,
    /// What a caller gives beside the ids of the handle and a whole body: arguments first.
    pub(super) given: Vec<Given<'a>>,
    pub(super) body: Option<BodyPlan>,
    pub(super) answer: Answer,
    pub(super) pages: Option<Pages>,
}

/// Something that a caller gives.
pub(super) struct Given<'a> {
    /// What users call it.
    pub(super) name: Ident,
    pub(super) kind: Kind,
    pub(super) how: How,
    pub(super) source: Source<'a>,
    pub(super) docs: Option<String>,
    pub(super) schema: &'a Value,
}

/// How a caller gives it.
pub(super) enum How {
    /// An argument of the method.
    Argument,
    /// A setter; unset, nothing is sent.
    Setter,
    /// A setter; unset, this is sent.
    Default(TokenStream),
}

/// What it becomes.
pub(super) enum Source<'a> {
    Parameter(&'a Parameter<'a>),
    /// A member of a flat body, with its field and setter.
    Member {
        wire: String,
        field: Ident,
    },
}

/// How a call has its body.
pub(super) enum BodyPlan {
    /// The caller gives it.
    Whole(WholeBody),
    /// It is made of what the caller gives.
    Flat {
        name: String,
        /// The members that its constructor takes, in order.
        required: Vec<String>,
        optional: bool,
    },
}

/// A body that the caller gives as one value.
pub(super) struct WholeBody {
    pub(super) name: Ident,
    pub(super) ty: Box<Type>,
    pub(super) media: Media,
    /// Whether the call can go without it; it is a setter then.
    pub(super) optional: bool,
}

/// What awaiting a call gives.
pub(super) enum Answer {
    /// Nothing: the response has no body.
    Nothing,
    /// The whole body.
    Whole(Box<Type>),
    /// A member of the body.
    Member {
        body: Box<Type>,
        field: Ident,
        ty: Box<Type>,
    },
    /// Nothing, if this member of the body is not `false`.
    Confirmed {
        body: Box<Type>,
        field: Ident,
        wire: String,
    },
}

/// How a call goes from page to page.
pub(super) struct Pages {
    /// The parameter that says where a page begins, by its users' name.
    pub(super) start: Ident,
    pub(super) step: PageAdvance,
    /// The type of the whole body.
    pub(super) body: Type,
    pub(super) items: Ident,
    pub(super) items_optional: bool,
    pub(super) item: Type,
}

/// Where the next page begins.
pub(super) enum PageAdvance {
    /// At the cursor that this member of a page has.
    Cursor(Ident),
    /// After the items so far, of which this member says how many there are.
    Offset { total: Option<Ident> },
}

impl<'a> Call<'a> {
    /// Plans the call of an operation, unless it is written by hand.
    pub(super) fn plan(
        operation: &'a Operation<'a>,
        handles: &'a Handles,
        types: &Types<'a>,
    ) -> Result<Option<Self>> {
        let Some(call) = &operation.call else {
            return match operation.is_manual() {
                true => Ok(None),
                false => Err(without_call(operation)),
            };
        };
        let handle = handle_of(operation, call, handles)?;
        if operation.is_manual() {
            return Ok(None);
        }
        let chain = handle.map(|handle| handles.chain(handle));
        let chain = chain.unwrap_or_default();
        require_ids(operation, &chain)?;
        let (mut given, body) = given::given(operation, &chain, types)?;
        given::require_checks(operation, body.as_ref(), types)?;
        let answer = answer::answer(operation, types)?;
        let pages = answer::pages(operation, &given, types)?;
        given.sort_by_key(|given| !matches!(given.how, How::Argument));
        let call = Self {
            module: handle.map_or_else(|| call.method.clone(), |handle| handle.module.clone()),
            name: format_ident!("{}", operation.id.to_upper_camel_case()),
            method: format_ident!("{}", call.method),
            operation,
            chain,
            given,
            body,
            answer,
            pages,
        };
        names::require_names(&call)?;
        given::require_no_swap(&call)?;
        Ok(Some(call))
    }

    /// The handle that has the call.
    pub(super) fn handle(&self) -> Option<&'a Handle> {
        self.chain.last().copied()
    }

    /// The type that awaiting the call gives, if it is not `()`.
    pub(super) fn output(&self) -> Option<&Type> {
        match &self.answer {
            Answer::Nothing | Answer::Confirmed { .. } => None,
            Answer::Whole(ty) | Answer::Member { ty, .. } => Some(&**ty),
        }
    }
}

fn without_call(operation: &Operation) -> Error {
    let expected = "an `x-call` such as `agent.get`";
    let found = format!("none on `{}`", operation.id);
    let remedy = "add it, or `x-manual: true` if the call is written by hand";
    Error::expected(FILE, expected, found, remedy).at(operation.mark_place("x-call"))
}

fn handle_of<'a>(
    operation: &Operation,
    call: &CallName,
    handles: &'a Handles,
) -> Result<Option<&'a Handle>> {
    let Some(key) = &call.handle else {
        return Ok(None);
    };
    let handle = handles.get(key).ok_or_else(|| {
        let known = handles.keys().collect::<Vec<_>>().join(", ");
        let expected = format!("one of the handles {known}");
        let remedy = "correct the name, or add the handle to `x-handles`";
        Error::expected(FILE, expected, format!("`{key}`"), remedy)
            .at(operation.mark_place("x-call"))
    })?;
    Ok(Some(handle))
}

/// Every id that the handle holds is in the path, or it would be without effect.
fn require_ids(operation: &Operation, chain: &[&Handle]) -> Result<()> {
    for handle in chain {
        let Some(id) = &handle.id else { continue };
        let in_path = |wire: &String| {
            let parameter = operation.parameter(wire);
            parameter.is_some_and(|parameter| parameter.location == Location::Path)
        };
        if let Some(wire) = id.parameters.iter().find(|wire| in_path(wire)) {
            let parameter = operation.parameter(wire);
            if parameter.is_some_and(|parameter| !matches!(parameter.ty, Type::Reference(_))) {
                let remedy = "a handle holds texts only";
                let found = format!("`{wire}` of another type");
                return Err(
                    Error::expected(FILE, "an id that is text", found, remedy).at(&operation.place)
                );
            }
        } else {
            let expected = format!("{{{}}} in the path", id.parameters.join("} or {"));
            let found = format!("`{}`", operation.path);
            let remedy = format!(
                "correct `x-call`, or the ids of the handle `{}`",
                handle.key
            );
            return Err(
                Error::expected(FILE, expected, found, remedy).at(operation.mark_place("x-call"))
            );
        }
    }
    Ok(())
}

/// Whether a path parameter is an id that a handle of the chain, or the client, holds.
pub(super) fn holder<'a>(chain: &[&'a Handle], wire: &str) -> Option<Option<&'a Handle>> {
    if wire == WORKSPACE {
        return Some(None);
    }
    let holds = |handle: &&&Handle| {
        let id = handle.id.as_ref();
        id.is_some_and(|id| id.parameters.iter().any(|known| known == wire))
    };
    chain.iter().find(holds).map(|handle| Some(*handle))
}
