// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.

use crate::error::Result;
use crate::http::{Base, Idempotency, Method, Operation, Request, Segment};
use crate::types;
pub(crate) const VAULT_VERSION: Operation = Operation::new(
    "vault_version",
    Idempotency::Safe,
    "/api/v1/vaults/versions/{number}",
);

/// `GET /api/v1/vaults/versions/{number}`
pub(crate) fn vault_version(base: &Base, number: i64) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/vaults/versions/{}", Segment(& number.to_string())),
        )
        .accept_json()
        .build()
}

pub(crate) const LIST_VAULTS: Operation = Operation::new(
    "list_vaults",
    Idempotency::Safe,
    "/api/v1/w/{wId}/vaults",
);

/// `GET /api/v1/w/{wId}/vaults`
pub(crate) fn list_vaults(
    base: &Base,
    w_id: &str,
    header: Option<&str>,
    kinds: Option<&Vec<types::VaultKind>>,
    select: Option<&Vec<String>>,
    since: Option<&crate::types::date::Date>,
    view: Option<types::VaultView>,
    with_size: Option<bool>,
    x_trace_id: Option<&str>,
) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/w/{}/vaults", Segment(w_id)))
        .accept_json()
        .query_if_set("header", header)
        .query_joined("kinds", kinds.map(|items| items.iter()))
        .query_each("select", select.into_iter().flatten())
        .query_if_set("since", since)
        .query_if_set("view", view)
        .query_if_set("withSize", with_size)
        .header_if_set("X-Trace-Id", x_trace_id)
        .build()
}

pub(crate) const CREATE_VAULT: Operation = Operation::new(
    "create_vault",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults",
);

/// `POST /api/v1/w/{wId}/vaults`
pub(crate) fn create_vault(
    base: &Base,
    w_id: &str,
    dry: bool,
    retention_days: i64,
    body: &types::NewVault,
) -> Result<Request> {
    base.request(Method::POST, format_args!("/api/v1/w/{}/vaults", Segment(w_id)))
        .accept_json()
        .query("dry", &dry)
        .query("retention_days", &retention_days)
        .json(body)
        .build()
}

pub(crate) const FIND_VAULTS: Operation = Operation::new(
    "find_vaults",
    Idempotency::Safe,
    "/api/v1/w/{wId}/vaults/find",
);

/// `GET /api/v1/w/{wId}/vaults/find`
pub(crate) fn find_vaults(
    base: &Base,
    w_id: &str,
    full_text: bool,
    labels: &types::VaultLabels,
    owners: Option<&types::VaultLabels>,
    regions: Option<&types::VaultLabels>,
    with_rows: Option<bool>,
) -> Result<Request> {
    base.request(Method::GET, format_args!("/api/v1/w/{}/vaults/find", Segment(w_id)))
        .accept_json()
        .query("fullText", &if full_text { "true" } else { "" })
        .query_each("labels", labels.iter())
        .query_each("owners", owners.into_iter().flat_map(|items| items.iter()))
        .query_joined("regions", regions.map(|items| items.iter()))
        .query_if_set("withRows", with_rows.map(|flag| if flag { "true" } else { "" }))
        .build()
}

pub(crate) const GET_VAULT: Operation = Operation::new(
    "get_vault",
    Idempotency::Safe,
    "/api/v1/w/{wId}/vaults/{vId}",
);

/// `GET /api/v1/w/{wId}/vaults/{vId}`
pub(crate) fn get_vault(base: &Base, w_id: &str, v_id: &str) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/vaults/{}", Segment(w_id), Segment(v_id)),
        )
        .accept_json()
        .build()
}

pub(crate) const DELETE_VAULT: Operation = Operation::of_persons(
    "delete_vault",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}",
);

/// `DELETE /api/v1/w/{wId}/vaults/{vId}`
pub(crate) fn delete_vault(base: &Base, w_id: &str, v_id: &str) -> Result<Request> {
    base.request(
            Method::DELETE,
            format_args!("/api/v1/w/{}/vaults/{}", Segment(w_id), Segment(v_id)),
        )
        .accept_json()
        .build()
}

pub(crate) const UPDATE_VAULT: Operation = Operation::new(
    "update_vault",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/vaults/{vId}",
);

/// `PATCH /api/v1/w/{wId}/vaults/{vId}`
pub(crate) fn update_vault(
    base: &Base,
    w_id: &str,
    v_id: &str,
    body: &types::VaultPatch,
) -> Result<Request> {
    base.request(
            Method::PATCH,
            format_args!("/api/v1/w/{}/vaults/{}", Segment(w_id), Segment(v_id)),
        )
        .accept_json()
        .json(body)
        .build()
}

pub(crate) const PUT_DOCUMENT: Operation = Operation::new(
    "put_document",
    Idempotency::Idempotent,
    "/api/v1/w/{wId}/vaults/{vId}/documents/{documentId}",
);

/// `PUT /api/v1/w/{wId}/vaults/{vId}/documents/{documentId}`
pub(crate) fn put_document(
    base: &Base,
    w_id: &str,
    v_id: &str,
    document_id: &str,
    body: String,
) -> Result<Request> {
    base.request(
            Method::PUT,
            format_args!(
                "/api/v1/w/{}/vaults/{}/documents/{}", Segment(w_id), Segment(v_id),
                Segment(document_id)
            ),
        )
        .body("text/plain; charset=utf-8", body)
        .build()
}

/// What `upload_document` answers with.
pub(crate) type UploadDocumentResponse = ();

pub(crate) const UPLOAD_DOCUMENT: Operation = Operation::new(
    "upload_document",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/documents/{documentId}",
);

/// `POST /api/v1/w/{wId}/vaults/{vId}/documents/{documentId}`
pub(crate) fn upload_document(
    base: &Base,
    w_id: &str,
    v_id: &str,
    document_id: &str,
    body: impl Into<crate::http::Body>,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!(
                "/api/v1/w/{}/vaults/{}/documents/{}", Segment(w_id), Segment(v_id),
                Segment(document_id)
            ),
        )
        .body("application/octet-stream", body)
        .build()
}

/// What `import_documents` answers with.
pub(crate) type ImportDocumentsResponse = types::Vault;

pub(crate) const IMPORT_DOCUMENTS: Operation = Operation::new(
    "import_documents",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/import",
);

/// `POST /api/v1/w/{wId}/vaults/{vId}/import`
pub(crate) fn import_documents(
    base: &Base,
    w_id: &str,
    v_id: &str,
    archive: crate::http::Part,
    files: Option<Vec<crate::http::Part>>,
    limit: i64,
    names: Option<&Vec<String>>,
    note: Option<&str>,
    on_conflict: Option<types::VaultConflict>,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!("/api/v1/w/{}/vaults/{}/import", Segment(w_id), Segment(v_id)),
        )
        .accept_json()
        .form(
            crate::http::Form::new()
                .file("archive", archive)
                .file_each("files", files.into_iter().flatten())
                .text("limit", &limit)
                .text_each("names", names.into_iter().flatten())
                .text_if_set("note", note)
                .text_if_set("onConflict", on_conflict),
        )
        .build()
}

pub(crate) const RESOLVE_VAULT: Operation = Operation::new(
    "resolve_vault",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/resolve",
);

/// `POST /api/v1/w/{wId}/vaults/{vId}/resolve`
pub(crate) fn resolve_vault(
    base: &Base,
    w_id: &str,
    v_id: &str,
    body: &types::VaultConflict,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!("/api/v1/w/{}/vaults/{}/resolve", Segment(w_id), Segment(v_id)),
        )
        .json(body)
        .build()
}

pub(crate) const RESOLVE_VAULT_LATER: Operation = Operation::new(
    "resolve_vault_later",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/resolve",
);

/// `PATCH /api/v1/w/{wId}/vaults/{vId}/resolve`
pub(crate) fn resolve_vault_later(
    base: &Base,
    w_id: &str,
    v_id: &str,
    body: Option<&types::VaultConflict>,
) -> Result<Request> {
    base.request(
            Method::PATCH,
            format_args!("/api/v1/w/{}/vaults/{}/resolve", Segment(w_id), Segment(v_id)),
        )
        .json_if_set(body)
        .build()
}

pub(crate) const LIST_RECORDS: Operation = Operation::new(
    "list_records",
    Idempotency::Safe,
    "/api/v1/w/{wId}/vaults/{vId}/rows",
);

/// `GET /api/v1/w/{wId}/vaults/{vId}/rows`
pub(crate) fn list_records(
    base: &Base,
    w_id: &str,
    v_id: &str,
    limit: Option<i64>,
    offset: Option<i64>,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/vaults/{}/rows", Segment(w_id), Segment(v_id)),
        )
        .accept_json()
        .query_if_set("limit", limit)
        .query_if_set("offset", offset)
        .build()
}

pub(crate) const GET_RECORD: Operation = Operation::new(
    "get_record",
    Idempotency::Safe,
    "/api/v1/w/{wId}/vaults/{vId}/rows/{rowId}",
);

/// `GET /api/v1/w/{wId}/vaults/{vId}/rows/{rowId}`
pub(crate) fn get_record(
    base: &Base,
    w_id: &str,
    v_id: &str,
    row_id: &str,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!(
                "/api/v1/w/{}/vaults/{}/rows/{}", Segment(w_id), Segment(v_id),
                Segment(row_id)
            ),
        )
        .accept_json()
        .build()
}

pub(crate) const SEARCH_VAULT: Operation = Operation::new(
    "search_vault",
    Idempotency::Safe,
    "/api/v1/w/{wId}/vaults/{vId}/search",
);

/// `GET /api/v1/w/{wId}/vaults/{vId}/search`
pub(crate) fn search_vault(
    base: &Base,
    w_id: &str,
    v_id: &str,
    cursor: Option<&str>,
    order: types::HitOrder,
    q: &str,
    top_k: i64,
) -> Result<Request> {
    base.request(
            Method::GET,
            format_args!("/api/v1/w/{}/vaults/{}/search", Segment(w_id), Segment(v_id)),
        )
        .accept_json()
        .query_if_set("cursor", cursor)
        .query("order", &order)
        .query("q", &q)
        .query("top_k", &top_k)
        .build()
}

pub(crate) const NOTE_VAULT: Operation = Operation::new(
    "note_vault",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/touch",
);

/// `PUT /api/v1/w/{wId}/vaults/{vId}/touch`
pub(crate) fn note_vault(
    base: &Base,
    w_id: &str,
    v_id: &str,
    body: Option<String>,
) -> Result<Request> {
    base.request(
            Method::PUT,
            format_args!("/api/v1/w/{}/vaults/{}/touch", Segment(w_id), Segment(v_id)),
        )
        .body_if_set("text/plain; charset=utf-8", body)
        .build()
}

pub(crate) const TOUCH_VAULT: Operation = Operation::new(
    "touch_vault",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/touch",
);

/// `POST /api/v1/w/{wId}/vaults/{vId}/touch`
pub(crate) fn touch_vault(
    base: &Base,
    w_id: &str,
    v_id: &str,
    body: Option<&types::VaultPatch>,
) -> Result<Request> {
    base.request(
            Method::POST,
            format_args!("/api/v1/w/{}/vaults/{}/touch", Segment(w_id), Segment(v_id)),
        )
        .json_if_set(body)
        .build()
}

pub(crate) const RENAME_VAULT: Operation = Operation::new(
    "rename_vault",
    Idempotency::Unsafe,
    "/api/v1/w/{wId}/vaults/{vId}/touch",
);

/// `PATCH /api/v1/w/{wId}/vaults/{vId}/touch`
pub(crate) fn rename_vault(
    base: &Base,
    w_id: &str,
    v_id: &str,
    body: Option<&types::VaultNaming>,
) -> Result<Request> {
    base.request(
            Method::PATCH,
            format_args!("/api/v1/w/{}/vaults/{}/touch", Segment(w_id), Segment(v_id)),
        )
        .json_if_set(body)
        .build()
}
