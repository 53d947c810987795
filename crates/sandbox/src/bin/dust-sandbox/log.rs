//! The log of requests, on standard error.

use std::io::IsTerminal;

use dust_sandbox::ReceivedRequest;
use serde_json::json;

use crate::arguments::LogForm;

/// What prints a request when its answer is known.
pub(crate) fn printer(form: LogForm) -> Box<dyn Fn(&ReceivedRequest) + Send + Sync> {
    match form {
        LogForm::None => Box::new(|_| {}),
        LogForm::Json => Box::new(|request| eprintln!("{}", json_line(request))),
        LogForm::Text => {
            let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            Box::new(move |request| eprintln!("{}", text_line(request, colour)))
        }
    }
}

fn json_line(request: &ReceivedRequest) -> String {
    json!({
        "time": format!("{:.3}", jiff::Timestamp::now()),
        "method": request.method(),
        "target": request.target(),
        "status": request.status(),
    })
    .to_string()
}

/// `200 GET    /api/v1/w/…`, the status coloured on a terminal.
fn text_line(request: &ReceivedRequest, colour: bool) -> String {
    let status = request.status();
    let shown = status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let shown = match (colour, status) {
        (false, _) => shown,
        (true, Some(200..=299)) => format!("\x1b[32m{shown}\x1b[0m"),
        (true, _) => format!("\x1b[31m{shown}\x1b[0m"),
    };
    format!("{shown} {:6} {}", request.method(), request.target())
}
