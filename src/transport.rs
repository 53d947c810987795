//! placeholder
#[derive(Clone, Debug)]
pub struct CallContext;
impl progenitor_client::ClientHooks<CallContext> for crate::low_level::Client {}
