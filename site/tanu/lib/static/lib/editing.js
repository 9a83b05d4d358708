// The admin saves by itself. From then on the form is as new as what it saved: a later save overwrites nobody (lib/stale.py).
document.addEventListener("w-autosave:success", (event) => {
  const saved = event.detail.data;
  const fields = event.target.elements;
  if (saved.revision_id && fields && fields.loaded_revision_id) {
    fields.loaded_revision_id.value = saved.revision_id;
    fields.loaded_revision_created_at.value = saved.revision_created_at;
  }
});
