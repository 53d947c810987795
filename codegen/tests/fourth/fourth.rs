//! Uses what was generated of the made-up file, as a module of the crate would.

use crate::low_level::{ByteStream, Client, Error, ResponseValue, types};

pub(crate) async fn every_operation(client: &Client) -> Result<(), Error<()>> {
    let message = types::Jotting::new("hello", ["@dust"]).x_trace("t");
    let fragments = [message.clone().parent(message.clone())];
    let request = types::NewNotebook::new(message, true)
        .with_new(true)
        .type_("text")
        .content_fragments(fragments)
        .budget(0.5)
        .kinds(types::Kinds(vec!["a".to_owned()]));
    // Two media types: a byte stream.
    let _: ResponseValue<ByteStream> = client.create_notebook("w", &request).await?;
    let since: crate::date::Date = "2026-05-01".parse().expect("a date");
    let spaces = vec!["s".to_owned()];
    let list = client
        .list_notebooks("w", Some(50), Some(&since), Some(&spaces), Some("why"))
        .await?
        .into_inner();
    let next: Option<String> = list.next_page;
    for notebook in list.notebooks {
        every_field(notebook);
    }
    let _: ResponseValue<()> = client.delete_notebook("w", "c").await?;
    let _: ResponseValue<ByteStream> = client
        .notebook_events("w", "c", next.as_deref())
        .await?;
    // A shape that was already there is the same type.
    let run: Option<types::Run> = client
        .get_notebook_run("w", "c", "t")
        .await?
        .into_inner()
        .run;
    drop(run);
    Ok(())
}

fn every_field(notebook: types::Notebook) {
    let _: String = notebook.s_id;
    let _: Option<i64> = notebook.id;
    let _: Option<types::NotebookStatus> = notebook.status;
    let _: Option<Vec<f64>> = notebook.costs;
    let _: Option<Vec<Vec<types::Jotting>>> = notebook.content;
    let _: Option<String> = notebook.title;
    let _ = types::NotebookStatus::ReadyToRun;
}
