//! Where public types leave content open as `serde_json::Value`. A new one is added here with its reason.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::{self, Visit};

/// In answers: only where the API leaves the content open.
const ANSWERS: [&str; 36] = [
    // What a row holds in a column of a type that is new, and what a remote database says of a column.
    "Cell.List.0",
    "Cell.Object.0",
    "ColumnType.Object.0",
    "DateTimeCell.extra",
    // A JSON Schema.
    "McpTool.input_schema",
    // Settings of a tool, which differ by tool.
    "AgentAction.additional_configuration",
    "AgentAction.data_sources",
    "AgentAction.dust_app_configuration",
    "AgentAction.dust_project",
    "AgentAction.json_schema",
    "AgentAction.tables",
    // What is known of a model, which differs by provider.
    "AgentModel.meta_data",
    // What apps are made of: their own language.
    "App.core_specifications",
    "App.datasets",
    // What blocks give, which is whatever an app computes.
    "BlockResult.meta",
    "BlockResult.value",
    // What a provider sends.
    "ReasoningItemEvent.item",
    // Settings by block, which differ by kind of block.
    "RunConfig.blocks",
    // An event of a type that is unknown.
    "RunEvent.Unknown.data",
    // What tools of an agent take, give and cite, and what a message of a new kind says.
    "AgentMessage.citations",
    "AgentMessage.generated_files",
    "AgentMessageError.metadata",
    "AnswerEvent.Unknown.data",
    "ConversationEvent.Unknown.data",
    "Message.Unknown.0",
    "MessageAction.output",
    "MessageAction.params",
    "ToolApprovalEvent.inputs",
    "ToolAuthEvent.auth_error",
    "ToolAuthEvent.file_auth_error",
    "ToolAuthEvent.inputs",
    "ToolNotification.meta",
    "ToolQuestionEvent.inputs",
    "TriggerConfiguration.extra",
    "UserMessage.mentions",
    "UserOrganization.metadata",
];

/// In requests: what users say to tools and apps, and what is kept of a definition that a newer server wrote.
const REQUESTS: [&str; 11] = [
    "AgentDefinition.extra",
    "AgentDefinition.slack_integration",
    "AgentDetails.extra",
    "GenerationSettings.extra",
    "RunRequest.config",
    "RunRequest.inputs",
    "SkillReference.extra",
    "SpaceReference.extra",
    "Tag.extra",
    "ToolsetItem.configuration",
    "ToolsetItem.extra",
];

/// Collects the public fields whose type has a `Value` in it.
#[derive(Default)]
struct OpenFields {
    found: BTreeSet<String>,
}

impl OpenFields {
    fn fields(&mut self, owner: &str, fields: &syn::Fields, all_public: bool) {
        for (index, field) in fields.iter().enumerate() {
            let public = all_public || matches!(field.vis, syn::Visibility::Public(_));
            if public && has_value(&field.ty) {
                let name = field
                    .ident
                    .as_ref()
                    .map_or_else(|| index.to_string(), ToString::to_string);
                self.found.insert(format!("{owner}.{name}"));
            }
        }
    }
}

impl<'ast> Visit<'ast> for OpenFields {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        if matches!(item.vis, syn::Visibility::Public(_)) {
            self.fields(&item.ident.to_string(), &item.fields, false);
        }
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        if matches!(item.vis, syn::Visibility::Public(_)) {
            for variant in &item.variants {
                self.fields(
                    &format!("{}.{}", item.ident, variant.ident),
                    &variant.fields,
                    true,
                );
            }
        }
        visit::visit_item_enum(self, item);
    }
}

fn has_value(ty: &syn::Type) -> bool {
    struct Find(bool);
    impl<'ast> Visit<'ast> for Find {
        fn visit_path(&mut self, path: &'ast syn::Path) {
            self.0 |= path.segments.last().is_some_and(|last| {
                matches!(last.ident.to_string().as_str(), "Value" | "RawValue")
            });
            visit::visit_path(self, path);
        }
    }
    let mut find = Find(false);
    find.visit_type(ty);
    find.0
}

fn sources(directory: &Path, found: &mut OpenFields) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            found.visit_file(&file);
        }
    }
}

#[test]
fn only_open_content_is_untyped() {
    let mut found = OpenFields::default();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    let wanted: BTreeSet<String> = ANSWERS
        .iter()
        .chain(&REQUESTS)
        .map(|name| (*name).to_owned())
        .collect();
    assert_eq!(found.found, wanted);
}

#[test]
fn a_value_that_is_added_is_found() {
    let mut found = OpenFields::default();
    let file = syn::parse_file(
        "pub struct A { pub a: Option<Vec<::serde_json::Value>>, b: Value, pub c: String } pub enum B { C(serde_json::Map<String, Value>) }",
    );
    found.visit_file(&file.unwrap());
    assert_eq!(
        found.found.into_iter().collect::<Vec<_>>(),
        ["A.a", "B.C.0"]
    );
}
