//! Turns a panic of the generator into an error.
//!
//! Progenitor and typify panic on what they do not support. What is known of that is refused before, at
//! its place; this is for the rest, so that a build stops with a message that a person can act on.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use crate::error::{Error, Result};

thread_local! {
    /// The message of the last panic in `catch_panic` on this thread; `None` outside of it.
    static CAUSE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What the generator expects of a document.
pub(crate) const COMPILABLE: &str = "a schema that the generator can compile";

/// What to do about one that it cannot.
pub(crate) const SIMPLIFY: &str = "say the same in plainer words there";

/// Runs `act`; a panic in it is an error in `file`.
pub(crate) fn catch_panic<T>(file: &str, act: impl FnOnce() -> Result<T>) -> Result<T> {
    listen();
    let outer = CAUSE.replace(Some(String::new()));
    // Nothing that `act` changes is used after it panicked.
    let outcome = catch_unwind(AssertUnwindSafe(act));
    let cause = CAUSE.replace(outer).unwrap_or_default();
    outcome.unwrap_or_else(|_| Err(Error::expected(file, COMPILABLE, cause, SIMPLIFY)))
}

/// Captures the messages of threads inside `catch_panic`; all others reach the previous hook.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            let captured = CAUSE.with_borrow_mut(|cause| match cause {
                Some(cause) => {
                    let payload = panic.payload();
                    let text = payload.downcast_ref::<String>().map(String::as_str);
                    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
                    *cause = brief(text.unwrap_or("no cause given"));
                    true
                }
                None => false,
            });
            if !captured {
                usual(panic);
            }
        }));
    });
}

/// The first lines: typify prints whole schemas after them.
fn brief(message: &str) -> String {
    let text: Vec<&str> = message.split_whitespace().collect();
    let text = text.join(" ");
    match text.char_indices().nth(240) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let error = catch_panic::<()>("a.yml", || panic!("no such {}", "thing")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.yml: expected a schema that the generator can compile, found no such thing; say the same in plainer words there"
        );
        assert_eq!(catch_panic("a.yml", || Ok(1)), Ok(1));
    }

    #[test]
    fn long_messages_are_cut() {
        assert_eq!(brief("a\n  b"), "a b");
        assert_eq!(brief(&"é".repeat(300)).chars().count(), 241);
    }
}
