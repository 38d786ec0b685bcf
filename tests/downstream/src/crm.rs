//! A CRM with Octolane: find contacts, create one, follow the cursor by hand.

use octolane::types::{Contact, ContactInput};
use octolane::{Client, Error};

/// Creates a contact, or finds the one that has the address; the server's words about it.
pub async fn add_contact(client: &Client, email: &str, first_name: &str) -> Result<Option<String>, Error> {
    let contact = ContactInput::new(email).first_name(first_name.to_owned());
    let answer = client.create_contact_v1(contact).await?;
    Ok(answer.message)
}

/// One page of contacts and the cursor of the next one.
pub async fn contacts(client: &Client, cursor: Option<String>) -> Result<(Vec<Contact>, Option<String>), Error> {
    let page = client.list_contacts_v1().limit(100).cursor(cursor).await?;
    let Some(data) = page.data else { return Ok((Vec::new(), None)) };
    Ok((data.contacts.unwrap_or_default(), data.next_cursor.value()))
}
