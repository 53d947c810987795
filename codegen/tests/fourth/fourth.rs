//! Uses what was generated of the made-up file, as a module of the crate would.

use crate::low_level::{ByteStream, Client, Error, ResponseValue, types};

pub(crate) async fn every_operation(client: &Client) -> Result<(), Error<()>> {
    let message = types::Message::new("hello", ["@dust"]).x_trace("t");
    let fragments = [message.clone().parent(message.clone())];
    let request = types::NewConversation::new(message, true)
        .with_new(true)
        .type_("text")
        .content_fragments(fragments)
        .budget(0.5)
        .kinds(types::Kinds(vec!["a".to_owned()]));
    // Two media types: a byte stream.
    let _: ResponseValue<ByteStream> = client.create_conversation("w", &request).await?;
    let since: crate::date::Date = "2026-05-01".parse().expect("a date");
    let spaces = vec!["s".to_owned()];
    let list = client
        .list_conversations("w", Some(50), Some(&since), Some(&spaces), Some("why"))
        .await?
        .into_inner();
    let next: Option<String> = list.next_page;
    for conversation in list.conversations {
        every_field(conversation);
    }
    let _: ResponseValue<()> = client.delete_conversation("w", "c").await?;
    let _: ResponseValue<ByteStream> = client
        .conversation_events("w", "c", next.as_deref())
        .await?;
    // A shape that was already there is the same type.
    let run: Option<types::Run> = client
        .get_conversation_run("w", "c", "t")
        .await?
        .into_inner()
        .run;
    drop(run);
    Ok(())
}

fn every_field(conversation: types::Conversation) {
    let _: String = conversation.s_id;
    let _: Option<i64> = conversation.id;
    let _: Option<types::ConversationStatus> = conversation.status;
    let _: Option<Vec<f64>> = conversation.costs;
    let _: Option<Vec<Vec<types::Message>>> = conversation.content;
    let _: Option<String> = conversation.title;
    let _ = types::ConversationStatus::ReadyToRun;
}
