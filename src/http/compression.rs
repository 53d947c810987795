//! Whether another crate of the build has turned on decompression in reqwest.
//!
//! Cargo builds reqwest once, with the features that any crate of a build asks for. Each of those for decompression wraps
//! every body in a type that does not say whether its end came, which on HTTP/2 is the only way to know. No `cfg` here sees
//! the features of another crate, but an inherent method hides a method of the same name in a trait.

use reqwest::ClientBuilder;

/// The methods of reqwest's builder, for where it has none.
#[allow(dead_code)] // Where it has, these are not used.
trait Missing: Sized {
    fn brotli(self, _: bool) -> Absent {
        Absent
    }

    fn deflate(self, _: bool) -> Absent {
        Absent
    }

    fn gzip(self, _: bool) -> Absent {
        Absent
    }

    fn zstd(self, _: bool) -> Absent {
        Absent
    }
}

impl Missing for ClientBuilder {}

pub(super) struct Absent;

pub(super) trait Compiled {
    const IN: bool;
}

impl Compiled for ClientBuilder {
    const IN: bool = true;
}

impl Compiled for Absent {
    const IN: bool = false;
}

/// Tells whether reqwest was built with any decompression.
pub(super) fn is_compiled_in() -> bool {
    gives(|builder| builder.brotli(false))
        || gives(|builder| builder.deflate(false))
        || gives(|builder| builder.gzip(false))
        || gives(|builder| builder.zstd(false))
}

/// Whether the method that was found is reqwest's; it is not called.
pub(super) fn gives<R: Compiled>(_: impl FnOnce(ClientBuilder) -> R) -> bool {
    R::IN
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_not_in_this_build() {
        assert!(!super::is_compiled_in());
    }
}
