// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.

use std::sync::Arc;
use crate::client::{Client, debug_handle};
use crate::error::{Error, Result};
use crate::generated::requests;
use crate::http::{
    Call, CallBuilder, CallFuture, RawResponse, Request, call_builder, check_id,
    check_text_id, done_on_repeat,
};

use crate::stream::{Next, Page, Pages};
use crate::types;
/// Handles and calls of `documents`.
pub mod documents {
    use super::*;
    /// One document of the vault, by your own id.
    ///
    /// From [`VaultHandle::paper`](super::vaults::VaultHandle::paper).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, text: String) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").paper("document_id").put(&text).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct PaperHandle {
        pub(crate) client: Client,
        pub(crate) vault_id: Arc<str>,
        pub(crate) document_id: Arc<str>,
    }
    debug_handle!(PaperHandle vault_id document_id);

    impl PaperHandle {
        /// The document id.
        pub fn document_id(&self) -> &str {
            &self.document_id
        }

        /// Store a document.
        ///
        /// Needs an API key or a person's access token.
        pub fn put(&self, text: impl Into<String>) -> PutDocument {
            PutDocument {
                call: self.client.call(requests::PUT_DOCUMENT),
                vault_id: self.vault_id.clone(),
                document_id: self.document_id.clone(),
                text: text.into(),
            }
        }
    }

    impl super::vaults::VaultHandle {
        /// One document of the vault, by your own id.
        pub fn paper(&self, document_id: impl AsRef<str>) -> PaperHandle {
            PaperHandle {
                client: self.client.clone(),
                vault_id: self.vault_id.clone(),
                document_id: Arc::from(document_id.as_ref()),
            }
        }
    }

    /// The call of [`PaperHandle::put`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, text: String) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").paper("document_id").put(&text).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct PutDocument {
        call: Call,
        vault_id: Arc<str>,
        document_id: Arc<str>,
        text: String,
    }

    impl CallBuilder<()> for PutDocument {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            check_text_id("document id", &self.document_id)?;
            requests::put_document(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                &self.document_id,
                self.text.clone(),
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(PutDocument => ());
}

/// Handles and calls of `vault_version`.
pub mod vault_version {
    use super::*;
    impl Client {
        /// Read a version of the vaults of all workspaces.
        ///
        /// Needs an API key or a person's access token.
        pub fn vault_version(&self, number: i64) -> VaultVersion {
            VaultVersion {
                call: self.call(requests::VAULT_VERSION),
                number,
            }
        }
    }

    /// The call of [`Client::vault_version`]; awaiting it gives [`VaultVersion`](types::VaultVersion).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let vault_version = dust.vault_version(1).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct VaultVersion {
        call: Call,
        number: i64,
    }

    impl CallBuilder<types::VaultVersion> for VaultVersion {
        fn request(&self) -> Result<Request> {
            requests::vault_version(self.call.base(), self.number)
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::VaultVersion> {
            call.decode(&response)
        }
    }
    call_builder!(VaultVersion => types::VaultVersion);
}

/// Handles and calls of `vaults`.
pub mod vaults {
    use super::*;
    /// One row, by its id.
    ///
    /// From [`VaultHandle::row_by_id`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let map = dust.vault("vault_id").row_by_id("row_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct RecordHandle {
        pub(crate) client: Client,
        pub(crate) vault_id: Arc<str>,
        pub(crate) row_id: Arc<str>,
    }
    debug_handle!(RecordHandle vault_id row_id);

    impl RecordHandle {
        /// The row id.
        pub fn row_id(&self) -> &str {
            &self.row_id
        }

        /// Read a row.
        ///
        /// Needs an API key or a person's access token.
        pub fn get(&self) -> GetRecord {
            GetRecord {
                call: self.client.call(requests::GET_RECORD),
                vault_id: self.vault_id.clone(),
                row_id: self.row_id.clone(),
            }
        }
    }

    impl VaultHandle {
        /// One row, by its id.
        pub fn row_by_id(&self, row_id: impl AsRef<str>) -> RecordHandle {
            RecordHandle {
                client: self.client.clone(),
                vault_id: self.vault_id.clone(),
                row_id: Arc::from(row_id.as_ref()),
            }
        }
    }

    /// One vault, by its id.
    ///
    /// From [`Client::vault`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let vault = dust.vault("vault_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct VaultHandle {
        pub(crate) client: Client,
        pub(crate) vault_id: Arc<str>,
    }
    debug_handle!(VaultHandle vault_id);

    impl VaultHandle {
        /// The vault id.
        pub fn vault_id(&self) -> &str {
            &self.vault_id
        }

        /// Read a vault.
        ///
        /// Needs an API key or a person's access token.
        pub fn get(&self) -> GetVault {
            GetVault {
                call: self.client.call(requests::GET_VAULT),
                vault_id: self.vault_id.clone(),
            }
        }

        /// Delete a vault.
        ///
        /// Needs a person's access token; an API key is refused.
        #[deprecated = "the API calls this deprecated"]
        pub fn delete(&self) -> DeleteVault {
            DeleteVault {
                call: self.client.call(requests::DELETE_VAULT),
                vault_id: self.vault_id.clone(),
            }
        }

        /// Change a vault.
        ///
        /// Needs an API key or a person's access token.
        pub fn update(&self, patch: &types::VaultPatch) -> UpdateVault {
            UpdateVault {
                call: self.client.call(requests::UPDATE_VAULT),
                vault_id: self.vault_id.clone(),
                patch: patch.clone(),
            }
        }

        /// Resolve a conflict.
        ///
        /// Needs an API key or a person's access token.
        pub fn resolve(&self, conflict: &types::VaultConflict) -> ResolveVault {
            ResolveVault {
                call: self.client.call(requests::RESOLVE_VAULT),
                vault_id: self.vault_id.clone(),
                conflict: conflict.clone(),
            }
        }

        /// Resolve a conflict later.
        ///
        /// Needs an API key or a person's access token.
        pub fn resolve_later(&self) -> ResolveVaultLater {
            ResolveVaultLater {
                call: self.client.call(requests::RESOLVE_VAULT_LATER),
                vault_id: self.vault_id.clone(),
                conflict: None,
            }
        }

        /// List rows.
        ///
        /// Needs an API key or a person's access token.
        pub fn rows(&self) -> ListRecords {
            ListRecords {
                call: self.client.call(requests::LIST_RECORDS),
                vault_id: self.vault_id.clone(),
                offset: None,
                limit: None,
            }
        }

        /// Search a vault.
        ///
        /// Needs an API key or a person's access token.
        ///
        /// - `text`: What to look for.
        pub fn search(&self, text: impl Into<String>) -> SearchVault {
            SearchVault {
                call: self.client.call(requests::SEARCH_VAULT),
                vault_id: self.vault_id.clone(),
                text: text.into(),
                cursor: None,
                top_k: 8,
                order: types::HitOrder::Newest,
            }
        }

        /// Leave a note.
        ///
        /// Needs an API key or a person's access token.
        pub fn note(&self) -> NoteVault {
            NoteVault {
                call: self.client.call(requests::NOTE_VAULT),
                vault_id: self.vault_id.clone(),
                note: None,
            }
        }

        /// Mark a vault as used.
        ///
        /// Needs an API key or a person's access token.
        pub fn touch(&self) -> TouchVault {
            TouchVault {
                call: self.client.call(requests::TOUCH_VAULT),
                vault_id: self.vault_id.clone(),
                patch: None,
            }
        }

        /// Rename a vault.
        ///
        /// Needs an API key or a person's access token.
        pub fn rename(&self) -> RenameVault {
            RenameVault {
                call: self.client.call(requests::RENAME_VAULT),
                vault_id: self.vault_id.clone(),
                body: types::VaultNaming::default(),
            }
        }
    }

    impl Client {
        /// One vault, by its id.
        pub fn vault(&self, vault_id: impl AsRef<str>) -> VaultHandle {
            VaultHandle {
                client: self.clone(),
                vault_id: Arc::from(vault_id.as_ref()),
            }
        }
    }

    /// The vaults of the workspace.
    ///
    /// From [`Client::vaults`].
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// for vault in dust.vaults().list().await? {
    ///     println!("{vault:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct Vaults {
        pub(crate) client: Client,
    }
    debug_handle!(Vaults);

    impl Vaults {
        /// List vaults.
        ///
        /// Vaults that hold \<b\>things\</b\>.
        ///
        /// Needs an API key with the admin scope.
        pub fn list(&self) -> ListVaults {
            ListVaults {
                call: self.client.call(requests::LIST_VAULTS),
                view: None,
                kinds: None,
                select: None,
                since: None,
                with_size: None,
                heading: None,
                x_trace_id: None,
            }
        }

        /// Create a vault.
        ///
        /// Needs an API key or a person's access token.
        pub fn create(
            &self,
            dry: bool,
            owner_id: impl Into<String>,
            labels: impl IntoIterator<Item = impl Into<String>>,
            limits: impl Into<types::VaultLimits>,
            parent: impl Into<String>,
        ) -> CreateVault {
            CreateVault {
                call: self.client.call(requests::CREATE_VAULT),
                dry,
                retention_days: 30,
                body: types::NewVault::new(owner_id, labels, 1.5, limits, parent),
            }
        }

        /// Find vaults.
        ///
        /// Needs an API key or a person's access token.
        pub fn find(&self, labels: impl Into<types::VaultLabels>) -> FindVaults {
            FindVaults {
                call: self.client.call(requests::FIND_VAULTS),
                labels: labels.into(),
                full_text: false,
                with_rows: None,
                owners: None,
                regions: None,
            }
        }
    }

    impl Client {
        /// The vaults of the workspace.
        pub fn vaults(&self) -> Vaults {
            Vaults { client: self.clone() }
        }
    }

    /// The call of [`Vaults::list`]; awaiting it gives `Vec<Vault>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let vaults = dust.vaults().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ListVaults {
        call: Call,
        view: Option<types::VaultView>,
        kinds: Option<Vec<types::VaultKind>>,
        select: Option<Vec<String>>,
        since: Option<crate::types::date::Date>,
        with_size: Option<bool>,
        heading: Option<String>,
        x_trace_id: Option<String>,
    }

    impl ListVaults {
        /// Which vaults to list.
        pub fn view(mut self, view: types::VaultView) -> Self {
            self.view = Some(view);
            self
        }

        /// What they are for.
        pub fn kinds(
            mut self,
            kinds: impl IntoIterator<Item = types::VaultKind>,
        ) -> Self {
            self.kinds = Some(kinds.into_iter().collect());
            self
        }

        /// Sets `select`.
        pub fn select(
            mut self,
            select: impl IntoIterator<Item = impl Into<String>>,
        ) -> Self {
            self.select = Some(select.into_iter().map(Into::into).collect());
            self
        }

        /// Sets `since`.
        pub fn since(mut self, since: impl Into<crate::types::date::Date>) -> Self {
            self.since = Some(since.into());
            self
        }

        /// Whether to give the size.
        pub fn with_size(mut self, with_size: bool) -> Self {
            self.with_size = Some(with_size);
            self
        }

        /// Sets `heading`.
        pub fn heading(mut self, heading: impl Into<String>) -> Self {
            self.heading = Some(heading.into());
            self
        }

        /// Sets `x_trace_id`.
        pub fn x_trace_id(mut self, x_trace_id: impl Into<String>) -> Self {
            self.x_trace_id = Some(x_trace_id.into());
            self
        }
    }

    impl CallBuilder<Vec<types::Vault>> for ListVaults {
        fn request(&self) -> Result<Request> {
            requests::list_vaults(
                self.call.base(),
                self.call.workspace_id(),
                self.heading.as_deref(),
                self.kinds.as_ref(),
                self.select.as_ref(),
                self.since.as_ref(),
                self.view,
                self.with_size,
                self.x_trace_id.as_deref(),
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::Vault>> {
            Ok(call.decode::<types::VaultList>(&response)?.vaults)
        }
    }
    call_builder!(ListVaults => Vec<types::Vault>);

    /// The call of [`Vaults::create`]; awaiting it gives [`Vault`](types::Vault).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, labels: Vec<String>, limits: dust_sdk::types::VaultLimits) -> Result<(), dust_sdk::Error> {
    /// let vault = dust.vaults().create(true, "owner_id", labels, limits, "parent").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct CreateVault {
        call: Call,
        dry: bool,
        retention_days: i64,
        body: types::NewVault,
    }

    impl CreateVault {
        /// Sets `retention_days`.
        ///
        /// Unset: `30`.
        pub fn retention_days(mut self, retention_days: i64) -> Self {
            self.retention_days = retention_days;
            self
        }

        /// The quota in GB.
        ///
        /// Unset: `1.5`.
        pub fn quota(mut self, quota: f64) -> Self {
            self.body = self.body.quota(quota);
            self
        }

        /// Sets `note`.
        pub fn note(mut self, note: impl Into<String>) -> Self {
            self.body = self.body.note(note);
            self
        }
    }

    impl CallBuilder<types::Vault> for CreateVault {
        fn request(&self) -> Result<Request> {
            self.body.limits.validate()?;
            requests::create_vault(
                self.call.base(),
                self.call.workspace_id(),
                self.dry,
                self.retention_days,
                &self.body,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Vault> {
            call.decode(&response)
        }
    }
    call_builder!(CreateVault => types::Vault);

    /// The call of [`Vaults::find`]; awaiting it gives [`VaultEnvelope`](types::VaultEnvelope).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, labels: dust_sdk::types::VaultLabels) -> Result<(), dust_sdk::Error> {
    /// let vault_envelope = dust.vaults().find(labels).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct FindVaults {
        call: Call,
        labels: types::VaultLabels,
        full_text: bool,
        with_rows: Option<bool>,
        owners: Option<types::VaultLabels>,
        regions: Option<types::VaultLabels>,
    }

    impl FindVaults {
        /// Whether to give all of it.
        ///
        /// Unset: `false`.
        pub fn full_text(mut self, full_text: bool) -> Self {
            self.full_text = full_text;
            self
        }

        /// Sets `with_rows`.
        pub fn with_rows(mut self, with_rows: bool) -> Self {
            self.with_rows = Some(with_rows);
            self
        }

        /// Sets `owners`.
        pub fn owners(mut self, owners: impl Into<types::VaultLabels>) -> Self {
            self.owners = Some(owners.into());
            self
        }

        /// Sets `regions`.
        pub fn regions(mut self, regions: impl Into<types::VaultLabels>) -> Self {
            self.regions = Some(regions.into());
            self
        }
    }

    impl CallBuilder<types::VaultEnvelope> for FindVaults {
        fn request(&self) -> Result<Request> {
            requests::find_vaults(
                self.call.base(),
                self.call.workspace_id(),
                self.full_text,
                &self.labels,
                self.owners.as_ref(),
                self.regions.as_ref(),
                self.with_rows,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::VaultEnvelope> {
            call.decode(&response)
        }
    }
    call_builder!(FindVaults => types::VaultEnvelope);

    /// The call of [`VaultHandle::get`]; awaiting it gives [`Vault`](types::Vault).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let vault = dust.vault("vault_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetVault {
        call: Call,
        vault_id: Arc<str>,
    }

    impl CallBuilder<types::Vault> for GetVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::get_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Vault> {
            call.decode(&response)
        }
    }
    call_builder!(GetVault => types::Vault);

    /// The call of [`VaultHandle::delete`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").delete().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct DeleteVault {
        call: Call,
        vault_id: Arc<str>,
    }

    impl CallBuilder<()> for DeleteVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::delete_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<()> {
            call.confirm("success", call.decode::<types::Success>(&response)?.success)
        }
    }
    call_builder!(DeleteVault => ());

    /// The call of [`VaultHandle::update`]; awaiting it gives [`Vault`](types::Vault).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, patch: dust_sdk::types::VaultPatch) -> Result<(), dust_sdk::Error> {
    /// let vault = dust.vault("vault_id").update(&patch).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct UpdateVault {
        call: Call,
        vault_id: Arc<str>,
        patch: types::VaultPatch,
    }

    impl CallBuilder<types::Vault> for UpdateVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            self.patch.validate()?;
            requests::update_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                &self.patch,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::Vault> {
            Ok(call.decode::<types::VaultEnvelope>(&response)?.vault)
        }
    }
    call_builder!(UpdateVault => types::Vault);

    /// The call of [`VaultHandle::resolve`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client, conflict: dust_sdk::types::VaultConflict) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").resolve(&conflict).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ResolveVault {
        call: Call,
        vault_id: Arc<str>,
        conflict: types::VaultConflict,
    }

    impl CallBuilder<()> for ResolveVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::resolve_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                &self.conflict,
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(ResolveVault => ());

    /// The call of [`VaultHandle::resolve_later`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").resolve_later().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct ResolveVaultLater {
        call: Call,
        vault_id: Arc<str>,
        conflict: Option<types::VaultConflict>,
    }

    impl ResolveVaultLater {
        /// Sets `conflict`, the body; unset, none is sent.
        pub fn conflict(mut self, conflict: &types::VaultConflict) -> Self {
            self.conflict = Some(conflict.clone());
            self
        }
    }

    impl CallBuilder<()> for ResolveVaultLater {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::resolve_vault_later(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                self.conflict.as_ref(),
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(ResolveVaultLater => ());

    /// The call of [`VaultHandle::rows`]; awaiting it gives `Vec<VaultRecord>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let vault_records = dust.vault("vault_id").rows().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    #[derive(Clone)]
    pub struct ListRecords {
        call: Call,
        vault_id: Arc<str>,
        offset: Option<i64>,
        limit: Option<i64>,
    }

    impl ListRecords {
        /// Sets `offset`.
        pub fn offset(mut self, offset: i64) -> Self {
            self.offset = Some(offset);
            self
        }

        /// Sets `limit`.
        pub fn limit(mut self, limit: i64) -> Self {
            self.limit = Some(limit);
            self
        }

        /// Reads page after page, as a stream.
        /// It ends after the last page, after an error, and where the server gives a page twice.
        pub fn pages(self) -> Pages<types::RowPage> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::RowPage = call.decode(&response)?;
                                let next = Next::offset(page.rows.len(), page.total);
                                Ok(Page { items: vec![page], next })
                            },
                        )
                },
            )
        }

        /// Reads the items of all pages, as a stream; see [`pages`](Self::pages).
        pub fn items(self) -> Pages<types::VaultRecord> {
            Pages::by_offset(
                self.offset,
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::RowPage = call.decode(&response)?;
                                let next = Next::offset(page.rows.len(), page.total);
                                Ok(Page { items: page.rows, next })
                            },
                        )
                },
            )
        }

        fn page<T>(
            &self,
            start: Option<i64>,
            read: fn(&Call, RawResponse) -> Result<Page<T>>,
        ) -> CallFuture<Page<T>> {
            let page = Self {
                offset: start,
                ..self.clone()
            };
            let request = CallBuilder::request(&page);
            page.call.answer(request, read)
        }
    }

    impl CallBuilder<Vec<types::VaultRecord>> for ListRecords {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::list_records(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                self.limit,
                self.offset,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<Vec<types::VaultRecord>> {
            Ok(call.decode::<types::RowPage>(&response)?.rows)
        }
    }
    call_builder!(ListRecords => Vec<types::VaultRecord>);

    /// The call of [`RecordHandle::get`]; awaiting it gives `::serde_json::Map<String,::serde_json::Value>`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let map = dust.vault("vault_id").row_by_id("row_id").get().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct GetRecord {
        call: Call,
        vault_id: Arc<str>,
        row_id: Arc<str>,
    }

    impl CallBuilder<::serde_json::Map<String, ::serde_json::Value>> for GetRecord {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            check_id("row id", &self.row_id)?;
            requests::get_record(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                &self.row_id,
            )
        }

        fn read(
            call: &Call,
            response: RawResponse,
        ) -> Result<::serde_json::Map<String, ::serde_json::Value>> {
            call.decode(&response)
        }
    }
    call_builder!(GetRecord => ::serde_json::Map<String, ::serde_json::Value>);

    /// The call of [`VaultHandle::search`]; awaiting it gives [`HitPage`](types::HitPage).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let hit_page = dust.vault("vault_id").search("budget").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    #[derive(Clone)]
    pub struct SearchVault {
        call: Call,
        vault_id: Arc<str>,
        text: String,
        cursor: Option<String>,
        top_k: i64,
        order: types::HitOrder,
    }

    impl SearchVault {
        /// Sets `cursor`.
        pub fn cursor(mut self, cursor: impl Into<String>) -> Self {
            self.cursor = Some(cursor.into());
            self
        }

        /// How many to give.
        ///
        /// Unset: `8`.
        pub fn top_k(mut self, top_k: i64) -> Self {
            self.top_k = top_k;
            self
        }

        /// Sets `order`.
        ///
        /// Unset: `types::HitOrder::Newest`.
        pub fn order(mut self, order: types::HitOrder) -> Self {
            self.order = order;
            self
        }

        /// Reads page after page, as a stream.
        /// It ends after the last page, after an error, and where the server gives a page twice.
        pub fn pages(self) -> Pages<types::HitPage> {
            Pages::by_cursor(
                self.cursor.clone(),
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::HitPage = call.decode(&response)?;
                                let next = Next::cursor(page.next_cursor.clone());
                                Ok(Page { items: vec![page], next })
                            },
                        )
                },
            )
        }

        /// Reads the items of all pages, as a stream; see [`pages`](Self::pages).
        pub fn items(self) -> Pages<types::Hit> {
            Pages::by_cursor(
                self.cursor.clone(),
                move |start| {
                    self
                        .page(
                            start,
                            |call, response| {
                                let page: types::HitPage = call.decode(&response)?;
                                let next = Next::cursor(page.next_cursor);
                                Ok(Page {
                                    items: page.hits.unwrap_or_default(),
                                    next,
                                })
                            },
                        )
                },
            )
        }

        fn page<T>(
            &self,
            start: Option<String>,
            read: fn(&Call, RawResponse) -> Result<Page<T>>,
        ) -> CallFuture<Page<T>> {
            let page = Self {
                cursor: start,
                ..self.clone()
            };
            let request = CallBuilder::request(&page);
            page.call.answer(request, read)
        }
    }

    impl CallBuilder<types::HitPage> for SearchVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::search_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                self.cursor.as_deref(),
                self.order,
                &self.text,
                self.top_k,
            )
        }

        fn read(call: &Call, response: RawResponse) -> Result<types::HitPage> {
            call.decode(&response)
        }
    }
    call_builder!(SearchVault => types::HitPage);

    /// The call of [`VaultHandle::note`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").note().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct NoteVault {
        call: Call,
        vault_id: Arc<str>,
        note: Option<String>,
    }

    impl NoteVault {
        /// The note; the one that is there goes without.
        pub fn note(mut self, note: impl Into<String>) -> Self {
            self.note = Some(note.into());
            self
        }
    }

    impl CallBuilder<()> for NoteVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::note_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                self.note.clone(),
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(NoteVault => ());

    /// The call of [`VaultHandle::touch`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").touch().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct TouchVault {
        call: Call,
        vault_id: Arc<str>,
        patch: Option<types::VaultPatch>,
    }

    impl TouchVault {
        /// Sets `patch`, the body; unset, none is sent.
        pub fn patch(mut self, patch: &types::VaultPatch) -> Self {
            self.patch = Some(patch.clone());
            self
        }
    }

    impl CallBuilder<()> for TouchVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            if let Some(checked) = &self.patch {
                checked.validate()?;
            }
            requests::touch_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                self.patch.as_ref(),
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(TouchVault => ());

    /// The call of [`VaultHandle::rename`]; awaiting it gives `()`.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// dust.vault("vault_id").rename().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an
    /// [`InvalidArgument`](crate::ErrorKind::InvalidArgument).
    #[must_use = "a call does nothing until it is awaited"]
    pub struct RenameVault {
        call: Call,
        vault_id: Arc<str>,
        body: types::VaultNaming,
    }

    impl RenameVault {
        /// Sets `name`.
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.body = self.body.name(name);
            self
        }
    }

    impl CallBuilder<()> for RenameVault {
        fn request(&self) -> Result<Request> {
            check_id("vault id", &self.vault_id)?;
            requests::rename_vault(
                self.call.base(),
                self.call.workspace_id(),
                &self.vault_id,
                Some(&self.body),
            )
        }

        fn read(_: &Call, _: RawResponse) -> Result<()> {
            Ok(())
        }
    }
    call_builder!(RenameVault => ());
}
