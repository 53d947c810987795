//! What the generated calls send, and what they make of the responses.

use crate::types::*;
use crate::{Client, Result};

/// The request that a call makes.
macro_rules! sent {
    ($client:ident, $call:expr) => {{
        let outcome = $call.raw().get();
        let request = || $client.transport().requests.pop().unwrap_or_default();
        outcome
            .map(|_| request())
            .map_err(|error| error.to_string())
    }};
}

fn responding(responses: &[&str]) -> Client {
    let client = Client::default();
    client.transport().responses = responses.iter().map(|text| (*text).to_owned()).collect();
    client
}

fn outcome<T>(
    call: impl IntoFuture<IntoFuture = crate::http::CallFuture<T>, Output = Result<T>>,
) -> Result<T> {
    call.into_future().get()
}

#[test]
fn list_with_query() {
    let dust = Client::default();
    assert_eq!(
        sent!(dust, dust.vaults().list()).unwrap(),
        "list_vaults Safe []\nGET /api/v1/w/w%201/vaults\naccept: application/json\n"
    );
    let list = dust
        .vaults()
        .list()
        .view(VaultView::Some)
        .kinds([VaultKind::Team, VaultKind::Archive])
        .select(["a b", "c"])
        .since("2026-01-02".parse::<crate::Date>().unwrap())
        .with_size(true)
        .heading("h")
        .x_trace_id("t1");
    list.raw().get().unwrap();
    assert_eq!(
        dust.transport().requests.pop().unwrap(),
        "list_vaults Safe []\n\
         GET /api/v1/w/w%201/vaults?header=h&kinds=team%2Carchive&select=a%20b&select=c&since=2026-01-02&view=some&withSize=true\n\
         accept: application/json\nX-Trace-Id: t1\n"
    );
}

#[test]
fn a_joined_list_tells_empty_from_unset() {
    let dust = Client::default();
    let empty = sent!(dust, dust.vaults().list().kinds([])).unwrap();
    assert!(empty.contains("/vaults?kinds=\n"), "{empty}");
    let comma = sent!(
        dust,
        dust.vaults()
            .list()
            .kinds([VaultKind::Unknown("a,b".into())])
    );
    assert!(comma.unwrap_err().contains("has a comma"));
}

#[test]
fn patch_with_a_checked_body() {
    let dust = responding(&[r#"{"vault": {"vaultId": "v1", "new": 1}}"#]);
    let patch = VaultPatch::default().note("n");
    let vault = outcome(dust.vault("v/1").update(&patch)).unwrap();
    assert_eq!(vault.id, "v1");
    assert_eq!(
        dust.transport().requests[0],
        "update_vault Idempotent []\nPATCH /api/v1/w/w%201/vaults/v%2F1\naccept: application/json\n{\"note\":\"n\"}"
    );
}

#[test]
fn what_is_checked_is_not_sent_unless_it_is_valid() {
    let dust = Client::default();
    let patch = VaultPatch::default().note("refuse me");
    let limits = VaultLimits::default().reason("refuse me");
    for refused in [
        sent!(dust, dust.vault("v").update(&patch)),
        sent!(dust, dust.vaults().create(true, "o", ["a"], limits, "p")),
    ] {
        assert!(refused.unwrap_err().ends_with("is invalid"));
    }
    assert!(dust.transport().requests.is_empty());
}

#[test]
fn lists_with_a_name_and_flags() {
    let dust = Client::default();
    let labels = || VaultLabels::from(vec!["a b".to_owned(), "c".to_owned()]);
    let plain = sent!(dust, dust.vaults().find(labels())).unwrap();
    assert!(
        plain.contains("/vaults/find?fullText=&labels=a%20b&labels=c\n"),
        "{plain}"
    );
    let full = dust.vaults().find(labels()).full_text(true).with_rows(false);
    let full = sent!(dust, full.owners(labels()).regions(labels())).unwrap();
    let query = "fullText=true&labels=a%20b&labels=c&owners=a%20b&owners=c&regions=a%20b%2Cc&withRows=\n";
    assert!(full.contains(query), "{full}");
}

#[test]
fn an_optional_body_is_a_setter() {
    let dust = Client::default();
    let request = |call: std::result::Result<String, String>| call.unwrap().split_once('\n').unwrap().1.to_owned();
    let touch = || dust.vault("v").touch();
    let path = "POST /api/v1/w/w%201/vaults/v/touch\n";
    assert_eq!(request(sent!(dust, touch())), path);
    let patch = VaultPatch::default().note("n");
    assert_eq!(request(sent!(dust, touch().patch(&patch))), format!("{path}{{\"note\":\"n\"}}"));
    let refused = sent!(dust, touch().patch(&patch.note("refuse me")));
    assert!(refused.unwrap_err().ends_with("is invalid"));
    let path = "PUT /api/v1/w/w%201/vaults/v/touch\n";
    assert_eq!(request(sent!(dust, dust.vault("v").note())), path);
    let note = request(sent!(dust, dust.vault("v").note().note("n")));
    assert_eq!(note, format!("{path}content-type: text/plain; charset=utf-8\nn"));
    let rename = request(sent!(dust, dust.vault("v").rename().name("n")));
    assert!(rename.ends_with("{\"name\":\"n\"}"), "{rename}");
}

#[test]
fn a_body_may_be_one_of_a_set() {
    let dust = Client::default();
    let resolve = sent!(dust, dust.vault("v").resolve(&VaultConflict::Skip)).unwrap();
    assert!(resolve.ends_with("/v/resolve\n\"skip\""), "{resolve}");
    let later = || dust.vault("v").resolve_later();
    assert!(sent!(dust, later()).unwrap().ends_with("/v/resolve\n"));
    let later = sent!(dust, later().conflict(&VaultConflict::Replace)).unwrap();
    assert!(later.ends_with("/v/resolve\n\"replace\""), "{later}");
}

#[test]
fn a_form_has_typed_parts() {
    use crate::generated::requests;
    use crate::http::Part;
    let call = Client::default().call(requests::IMPORT_DOCUMENTS);
    let import = |files, limit, names, note, on_conflict| {
        let (base, workspace) = (call.base(), call.workspace_id());
        let archive = Part("a.zip");
        requests::import_documents(base, workspace, "v", archive, files, limit, names, note, on_conflict)
    };
    let plain = format!("{:?}", import(None, 3, None, None, None).unwrap());
    assert!(plain.ends_with("content-type: multipart/form-data\\narchive: file a.zip\\nlimit=3\")"), "{plain}");
    let names = vec!["n".to_owned(), "m".to_owned()];
    let files = vec![Part("b"), Part("c")];
    let skip = Some(VaultConflict::Skip);
    let whole = format!("{:?}", import(Some(files), 3, Some(&names), Some("x"), skip).unwrap());
    let parts = "archive: file a.zip\\nfiles: file b\\nfiles: file c\\nlimit=3\\nnames=n\\nnames=m\\nnote=x\\nonConflict=skip\")";
    assert!(whole.ends_with(parts), "{whole}");
    let _: Option<requests::ImportDocumentsResponse> = None::<Vault>;
}

#[test]
fn a_new_value_of_a_response_is_no_error() {
    let dust = responding(&[r#"{"vaultId": "v1", "state": "melting"}"#]);
    let vault = outcome(dust.vault("v").get()).unwrap();
    assert_eq!(vault.state, Some(VaultState::Unknown("melting".to_owned())));
}

#[test]
#[allow(deprecated)]
fn delete_that_answers_a_bool() {
    let dust = responding(&[r#"{"success": true}"#, "{}", r#"{"success": false}"#]);
    outcome(dust.vault("v").delete()).unwrap();
    outcome(dust.vault("v").delete()).unwrap();
    let error = outcome(dust.vault("v").delete()).unwrap_err();
    assert_eq!(error.to_string(), "the server answered `success: false`");
}

#[test]
fn flat_body_with_defaults() {
    let dust = Client::default();
    let create = dust
        .vaults()
        .create(false, "o1", ["a"], VaultLimits::default(), "p1")
        .note("n")
        .quota(2.0)
        .retention_days(7);
    create.raw().get().unwrap();
    assert_eq!(
        dust.transport().requests.pop().unwrap(),
        "create_vault Unsafe []\nPOST /api/v1/w/w%201/vaults?dry=false&retention_days=7\naccept: application/json\n\
         {\"labels\":[\"a\"],\"limits\":{},\"note\":\"n\",\"ownerId\":\"o1\",\"parent\":\"p1\",\"quota\":2.0}"
    );
    let plain = sent!(
        dust,
        dust.vaults()
            .create(true, "o1", ["a"], VaultLimits::default(), "p1")
    )
    .unwrap();
    assert!(
        plain.contains("retention_days=30\n") && plain.contains("\"quota\":1.5"),
        "{plain}"
    );
}

#[test]
fn pages_by_cursor() {
    let pages = [
        r#"{"hits": [{"title": "a"}, {"title": "b"}], "nextCursor": "c1"}"#,
        r#"{"hits": [{"title": "c"}], "nextCursor": null}"#,
    ];
    let dust = responding(&pages);
    let hits = dust.vault("v").search("x y").items().collect().unwrap();
    let titles: Vec<&str> = hits.iter().filter_map(|hit| hit.title.as_deref()).collect();
    assert_eq!(titles, ["a", "b", "c"]);
    let requests = dust.transport().requests.clone();
    let query = |cursor: &str| format!("/vaults/v/search?{cursor}order=newest&q=x%20y&top_k=8\n");
    assert!(requests[0].contains(&query("")), "{}", requests[0]);
    assert!(
        requests[1].contains(&query("cursor=c1&")),
        "{}",
        requests[1]
    );
    let dust = responding(&pages);
    let pages = dust
        .vault("v")
        .search("x")
        .cursor("c0")
        .top_k(2)
        .order(HitOrder::Best)
        .pages();
    assert_eq!(pages.collect().unwrap().len(), 2);
    assert!(dust.transport().requests[0].contains("cursor=c0&order=best&q=x&top_k=2"));
}

#[test]
fn pages_by_offset() {
    let dust = responding(&[
        r#"{"rows": [{"recordId": "a"}, {"recordId": "b"}], "total": 3}"#,
        r#"{"rows": [{"recordId": "c"}], "total": 3}"#,
    ]);
    let rows = dust.vault("v").rows().limit(2).items().collect().unwrap();
    assert_eq!(rows.len(), 3);
    let requests = dust.transport().requests.clone();
    assert_eq!(requests.len(), 2);
    assert!(requests[0].contains("/rows?limit=2\n"), "{}", requests[0]);
    assert!(
        requests[1].contains("/rows?limit=2&offset=2\n"),
        "{}",
        requests[1]
    );
}

#[test]
fn ids_of_the_caller_are_any_text() {
    let dust = Client::default();
    let document = dust.vault("v").paper("https://a.b/c d\\é");
    document.put("text").raw().get().unwrap();
    assert_eq!(
        dust.transport().requests.pop().unwrap(),
        "put_document Idempotent []\nPUT /api/v1/w/w%201/vaults/v/documents/https%3A%2F%2Fa.b%2Fc%20d%5C%C3%A9\n\
         content-type: text/plain; charset=utf-8\ntext"
    );
    for id in ["", ".", "..", "a\nb"] {
        let error = sent!(dust, dust.vault("v").paper(id).put("text")).unwrap_err();
        assert!(error.starts_with("the document id "), "{id:?}: {error}");
    }
    let error = sent!(dust, dust.vault("a b").get()).unwrap_err();
    assert!(error.starts_with("the vault id "), "{error}");
}

#[test]
fn a_handle_of_a_handle() {
    let dust = responding(&[r#"{"any": 1}"#]);
    let row = dust.vault("v").row_by_id("r");
    assert_eq!(row.row_id(), "r");
    let value = outcome(row.get()).unwrap();
    assert_eq!(value["any"], 1);
    assert!(dust.transport().requests[0].contains("GET /api/v1/w/w%201/vaults/v/rows/r\n"));
}

#[test]
fn a_call_of_the_client_outside_of_a_workspace() {
    let dust = Client::default();
    let version = sent!(dust, dust.vault_version(3)).unwrap();
    assert!(
        version.contains("GET /api/v1/vaults/versions/3\n"),
        "{version}"
    );
}

#[test]
fn every_call_has_options() {
    let dust = Client::default();
    let call = dust
        .vault("v")
        .get()
        .timeout(std::time::Duration::from_secs(1))
        .max_retries(3)
        .header("x-a", "b");
    assert_eq!(format!("{call:?}"), "GetVault { .. }");
    let request = sent!(dust, call).unwrap();
    assert!(
        request.starts_with("get_vault Safe [timeout 1s, retries 3, x-a: b]\n"),
        "{request}"
    );
}

#[test]
fn calls_can_be_sent_to_other_threads() {
    fn check<T: Send + 'static>(_: T) {}
    let dust = Client::default();
    check(dust.vault("v"));
    check(dust.vault("v").get());
    check(dust.vault("v").get().into_future());
    check(dust.vault("v").search("x").items());
}

/// The operations that a written-by-hand call uses have request functions and constants.
#[test]
fn manual_operations_have_request_functions() {
    use crate::generated::requests;
    let call = Client::default().call(requests::UPLOAD_DOCUMENT);
    let request = requests::upload_document(
        call.base(),
        call.workspace_id(),
        "v",
        "d",
        "bytes".to_owned(),
    );
    assert!(request.is_ok());
    assert_eq!(requests::CREATE_RUN.id, "create_run");
}

#[test]
fn agents() {
    let dust = Client::default();
    let agent = dust.agent("a b");
    assert!(sent!(dust, agent.get()).is_err());
    let cases = [
        (
            sent!(dust, dust.agents().list().view(AgentView::Published)),
            "list_agents Safe []\nGET /api/v1/w/w%201/assistant/agent_configurations?view=published\n",
        ),
        (
            sent!(dust, dust.agents().search("a&b")),
            "search_agents Safe []\nGET /api/v1/w/w%201/assistant/agent_configurations/search?q=a%26b\n",
        ),
        (
            sent!(dust, dust.agent("dust").get().variant(AgentVariant::Full)),
            "get_agent Safe []\nGET /api/v1/w/w%201/assistant/agent_configurations/dust?variant=full\n",
        ),
        (
            sent!(dust, dust.agent("dust").archive()),
            "archive_agent Unsafe []\nDELETE /api/v1/w/w%201/assistant/agent_configurations/dust\n",
        ),
        (
            sent!(
                dust,
                dust.agent("dust")
                    .update(&AgentPatch::default().instructions("i"))
            ),
            "update_agent Unsafe []\nPATCH /api/v1/w/w%201/assistant/agent_configurations/dust\n",
        ),
    ];
    for (request, wanted) in cases {
        let request = request.unwrap();
        assert!(request.starts_with(wanted), "{request}");
    }
}

#[test]
fn conversations() {
    let dust = Client::default();
    let conversation = dust.conversation("c1");
    let message = conversation.message("m1");
    let c = "/api/v1/w/w%201/assistant/conversations/c1";
    let cases = [
        (
            sent!(dust, conversation.get().limit(5)),
            format!("get_conversation Safe []\nGET {c}?limit=5\n"),
        ),
        (
            sent!(
                dust,
                conversation.update(&ConversationPatch::default().title("t"))
            ),
            format!("update_conversation Idempotent []\nPATCH {c}\n"),
        ),
        (
            sent!(dust, conversation.cancel(["m1", "m2"])),
            format!("cancel_messages Idempotent []\nPOST {c}/cancel\n"),
        ),
        (
            sent!(dust, conversation.feedback()),
            format!("list_feedback Safe of persons []\nGET {c}/feedbacks\n"),
        ),
        (
            sent!(dust, message.edit(&MessageEdit::new("t", []))),
            format!("edit_message Unsafe []\nPOST {c}/messages/m1/edit\n"),
        ),
        (
            sent!(dust, message.decide("a1", ActionDecision::Approved)),
            format!("validate_action Idempotent []\nPOST {c}/messages/m1/validate-action\n"),
        ),
        (
            sent!(
                dust,
                message.answer_question("a1", SelectedAnswer::new([0]))
            ),
            format!("answer_question Idempotent []\nPOST {c}/messages/m1/answer-question\n"),
        ),
        (
            sent!(
                dust,
                message
                    .give_feedback(ThumbDirection::Up)
                    .content("c")
                    .share_conversation(true)
            ),
            format!("give_feedback Unsafe of persons []\nPOST {c}/messages/m1/feedbacks\n"),
        ),
        (
            sent!(dust, message.withdraw_feedback()),
            format!("withdraw_feedback Idempotent of persons []\nDELETE {c}/messages/m1/feedbacks\n"),
        ),
        (
            sent!(dust, dust.mentions().parse("hi @dust")),
            "parse_mentions Safe []\nPOST /api/v1/w/w%201/assistant/mentions/parse\n".to_owned(),
        ),
    ];
    for (request, wanted) in cases {
        let request = request.unwrap();
        assert!(request.starts_with(&wanted), "{request}");
    }
    let feedback = sent!(dust, message.give_feedback(ThumbDirection::Up).content("c")).unwrap();
    assert!(
        feedback.ends_with("{\"feedbackContent\":\"c\",\"thumbDirection\":\"up\"}"),
        "{feedback}"
    );
}

#[test]
fn apps() {
    let dust = Client::default();
    let run = dust.space("s").app("a").run_by_id("r").get();
    assert_eq!(sent!(dust, run.max_retries(0)).map(drop), Ok(()));
    let apps = sent!(dust, dust.space("s").apps().list()).unwrap();
    assert!(
        apps.starts_with("list_apps Safe []\nGET /api/v1/w/w%201/spaces/s/apps\n"),
        "{apps}"
    );
}
