//! Calls of any other path whose response is streamed.

use crate::client::Request;
use crate::error::Result;
use crate::http::RequestOptions;
use crate::transfer::Export;

impl Request {
    /// Sends the request and gives the body as it arrives, whatever is in it: a file, or events.
    ///
    /// It has no time limit of its own but the one of [`timeout`](Self::timeout), only that of
    /// [`Config::read_timeout`](crate::Config::read_timeout).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::Method;
    ///
    /// let mut body = dust.request(Method::GET, "files/fil_1").stream().await?;
    /// while let Some(chunk) = body.chunk().await? {
    ///     println!("{} bytes", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Any [`ErrorKind`](crate::ErrorKind) but `Decode` before the body; a body that breaks off is an error of the stream.
    pub async fn stream(self) -> Result<Export> {
        let (mut call, request) = self.into_parts();
        call.set_options(RequestOptions {
            // It may wait for other calls as long as one of events does.
            event_stream: true,
            ..RequestOptions::default()
        });
        let (operation, secrets) = (call.operation(), call.secrets());
        let response = call.open(request).await?;
        Ok(Export::new(
            operation,
            &response.headers,
            response.body,
            secrets,
        ))
    }
}
