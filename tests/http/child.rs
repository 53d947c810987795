//! Runs a test again in a child, with an environment of its own: that of this process is shared by all tests.

use std::process::{Command, Stdio};

/// Marks the child.
const CHILD: &str = "DUST_SDK_TEST_CHILD";

/// The variables that choose a proxy.
const PROXIES: [&str; 9] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "REQUEST_METHOD",
];

/// Whether this is the child.
pub(crate) fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// What the parent has told the child.
pub(crate) fn told(name: &str) -> String {
    std::env::var(name).unwrap()
}

/// Runs the test of this name with these variables, and no other proxy, and fails if it does.
pub(crate) async fn run(test: &str, variables: &[(&str, String)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]);
    for name in PROXIES {
        command.env_remove(name);
    }
    command.env(CHILD, "1");
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
