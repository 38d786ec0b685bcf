//! A command: whatever fails ends as one `anyhow::Error`, and is looked into once, where the program ends.

use anyhow::Context as _;

/// Pauses the keywords whose numbers are given.
pub async fn pause(client: &octolens::Client, keywords: &[&str]) -> anyhow::Result<()> {
    for keyword in keywords {
        let id = keyword.parse().with_context(|| format!("`{keyword}` is no number of a keyword"))?;
        client.toggle_keyword_pause(id).await.with_context(|| format!("keyword {id} was not paused"))?;
    }
    Ok(())
}

/// The line for the terminal, and the exit code: 75 where it is worth trying again (`EX_TEMPFAIL`).
pub fn report(error: &anyhow::Error) -> (String, u8) {
    let Some(cause) = error.downcast_ref::<octolens::Error>() else {
        return (format!("error: {error:#}"), 2);
    };
    let hint = cause.request_id().map(|id| format!(" (tell the support: {id})")).unwrap_or_default();
    let said = cause.message().map(str::to_owned).unwrap_or_else(|| cause.to_string());
    (format!("error: {error}: {said}{hint}"), if cause.is_retryable() { 75 } else { 1 })
}
