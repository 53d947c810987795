//! The client.

use std::sync::{Arc, Mutex};

use crate::http::{Call, Operation, Transport};

/// A client.
#[derive(Clone, Default)]
pub struct Client {
    transport: Arc<Mutex<Transport>>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Client")
    }
}

/// `Debug` of a handle.
macro_rules! debug_handle {
    ($name:ident $($id:ident)*) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).field("client", &self.client)$(.field(stringify!($id), &self.$id))*.finish()
            }
        }
    };
}

pub(crate) use debug_handle;

impl Client {
    pub(crate) fn call(&self, operation: Operation) -> Call {
        Call::new(self.transport.clone(), operation)
    }

    /// The transport, for tests.
    #[cfg(test)]
    pub(crate) fn transport(&self) -> std::sync::MutexGuard<'_, Transport> {
        self.transport.lock().unwrap()
    }
}
