//! Random answers, made from the corrected schema, all decode; what was encoded decodes to the same value again.

use std::fmt::Debug;

use dust_sdk::types::{
    ActiveUsersRow, Agent, AgentDefinition, AgentErrorEvent, AgentMessage, AgentMessageEvent,
    AgentPatch, AgentsRow, ApiError, App, BlockExecutionEvent, ContentFragment, Conversation,
    ConversationTitleEvent, DataSourceList, DataSourceViewList, Document, DocumentList, Feedback,
    FeedbackRow, FunctionCallEvent, GenerationTokensEvent, McpServerViewList, MentionSuggestion,
    MessagesRow, NewTable, NodeSearchResults, PostedMessage, ReasoningItemEvent, RowBatch, Run,
    RunRequest, RunStatusEvent, SavedAgent, SearchEvent, SkillUsageRow, SkillsRow, SourceRow,
    Space, StartedConversation, TableEnvelope, TableRowList, TokenList, TokensEvent,
    ToolActionEvent, ToolApprovalEvent, ToolAuthEvent, ToolCallEvent, ToolNotificationEvent,
    ToolQuestionEvent, ToolUsageRow, TriggerList, UploadedFile, UpsertDocument, UpsertedDocument,
    UsageMetricsRow, User, UserMessage, UserMessageEvent, UsersRow,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::compare::{NEW, difference};
use crate::schema::{Side, values};

fn decodes<T: Serialize + DeserializeOwned + PartialEq + Debug>(sent: &Value) -> TestCaseResult {
    let typed: T = match serde_json::from_str(&sent.to_string()) {
        Ok(typed) => typed,
        Err(error) => return Err(TestCaseError::fail(format!("{error}: {sent}"))),
    };
    let again = serde_json::to_value(&typed).unwrap();
    prop_assert_eq!(difference(sent, &again), None);
    let twice: T = serde_json::from_str(&again.to_string()).unwrap();
    prop_assert_eq!(twice, typed);
    Ok(())
}

macro_rules! answers {
    ($($test:ident: $($title:ident => $ty:ty),*;)*) => {$(
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(48))]
            #[test]
            fn $test(answers in ($(values(stringify!($title), Side::Answer),)*)) {
                #[allow(non_snake_case)]
                let ($($title,)*) = answers;
                $(decodes::<$ty>(&$title)?;)*
            }
        }
    )*};
}

answers! {
    agents: Agent => Agent, SavedAgent => SavedAgent;
    apps: App => App;
    runs: Run => Run;
    events: TokensEvent => TokensEvent, BlockExecutionEvent => BlockExecutionEvent, RunStatusEvent => RunStatusEvent,
        FunctionCallEvent => FunctionCallEvent, ReasoningItemEvent => ReasoningItemEvent, ApiError => ApiError;
    conversations: Conversation => Conversation, StartedConversation => StartedConversation, PostedMessage => PostedMessage;
    messages: UserMessage => UserMessage, AgentMessage => AgentMessage, ContentFragment => ContentFragment;
    what_is_beside_conversations: Feedback => Feedback, MentionSuggestion => MentionSuggestion,
        Space => Space, UploadedFile => UploadedFile;
    account: User => User, TriggerList => TriggerList;
    events_of_answers: GenerationTokensEvent => GenerationTokensEvent, ToolCallEvent => ToolCallEvent,
        ToolActionEvent => ToolActionEvent, ToolNotificationEvent => ToolNotificationEvent,
        ToolApprovalEvent => ToolApprovalEvent, ToolAuthEvent => ToolAuthEvent, ToolQuestionEvent => ToolQuestionEvent,
        AgentErrorEvent => AgentErrorEvent;
    events_of_conversations: AgentMessageEvent => AgentMessageEvent, UserMessageEvent => UserMessageEvent,
        ConversationTitleEvent => ConversationTitleEvent;
    documents: Document => Document, DocumentList => DocumentList, UpsertedDocument => UpsertedDocument;
    tables: TableEnvelope => TableEnvelope, TableRowList => TableRowList, TokenList => TokenList;
    data_sources: DataSourceList => DataSourceList, DataSourceViewList => DataSourceViewList;
    searches: NodeSearchResults => NodeSearchResults, SearchEvent => SearchEvent;
    tools_of_spaces: McpServerViewList => McpServerViewList;
    rows_by_day: UsageMetricsRow => UsageMetricsRow, ActiveUsersRow => ActiveUsersRow, SourceRow => SourceRow,
        SkillUsageRow => SkillUsageRow, ToolUsageRow => ToolUsageRow;
    rows_by_thing: SkillsRow => SkillsRow, UsersRow => UsersRow, MessagesRow => MessagesRow,
        FeedbackRow => FeedbackRow;
}

/// A list in a row is written as one text, in which an empty item or one with a separator in it cannot be told.
fn joined_lists(mut row: Value) -> (Value, Value) {
    let mut wanted = row.clone();
    for (name, cell) in row.as_object_mut().into_iter().flatten() {
        if let Value::Array(items) = cell {
            items.retain(|item| {
                item.as_str()
                    .is_none_or(|text| !text.is_empty() && !text.contains("; "))
            });
            let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            if texts.len() == items.len() && !name.starts_with(NEW) {
                wanted[name] = texts.join("; ").into();
            }
        }
    }
    (row, wanted)
}

proptest! {
    #[test]
    fn rows_with_lists(sent in values("AgentsRow", Side::Answer)) {
        let (row, wanted) = joined_lists(sent);
        let typed: AgentsRow = serde_json::from_value(row).unwrap();
        let again = serde_json::to_value(&typed).unwrap();
        prop_assert_eq!(difference(&wanted, &again), None);
        prop_assert_eq!(serde_json::from_value::<AgentsRow>(again).unwrap(), typed);
    }
}

fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(has_null),
        // What tools, apps and Slack are told is their own.
        Value::Object(map) => map.iter().any(|(key, value)| {
            !matches!(
                key.as_str(),
                "configuration" | "config" | "inputs" | "slack_integration"
            ) && has_null(value)
        }),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn requests(
        definition in values("AgentDefinition", Side::Request),
        patch in values("AgentPatch", Side::Request),
        run in values("RunRequest", Side::Request),
        document in values("UpsertDocument", Side::Request),
        table in values("NewTable", Side::Request),
        rows in values("RowBatch", Side::Request),
    ) {
        decodes::<UpsertDocument>(&document)?;
        decodes::<NewTable>(&table)?;
        decodes::<RowBatch>(&rows)?;
        decodes::<AgentDefinition>(&definition)?;
        decodes::<AgentPatch>(&patch)?;
        decodes::<RunRequest>(&run)?;
        let patch: AgentPatch = serde_json::from_value(patch).unwrap();
        prop_assert!(!has_null(&serde_json::to_value(patch).unwrap()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn definitions_go_through_yaml(definition in values("AgentDefinition", Side::Request)) {
        let definition: AgentDefinition = serde_json::from_value(definition).unwrap();
        let yaml = definition.to_yaml().unwrap();
        match AgentDefinition::from_yaml(&yaml) {
            Ok(again) => prop_assert_eq!(again, definition),
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{yaml}"))),
        }
    }

    #[test]
    fn no_text_is_too_strange_for_the_parser(text in "[-a-z0-9:&*!|>%@`'\"{}\\[\\],#? \n\t~<]{0,80}") {
        let _ = AgentDefinition::from_yaml(&text);
    }

    #[test]
    fn flawed_yaml_is_an_error_or_a_definition(at in 0_usize..1038, put in "[-:&*!|>{}\\[\\],#? \n\t~]{0,3}", drop in 0_usize..20) {
        let mut text = include_str!("../fixtures/agent_export.yaml").to_owned();
        let end = (at + drop).min(text.len());
        text.replace_range(at.min(end)..end, &put);
        let _ = AgentDefinition::from_yaml(&text);
    }
}
