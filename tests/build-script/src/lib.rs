//! A client that is made when this crate is built, from `pets.yaml`.

include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));

#[cfg(test)]
mod tests {
    use super::Client;

    #[test]
    fn the_client_is_there() {
        let client = Client::builder().build().expect("nothing is missing");
        let request = client.get_pet(7).into_request().expect("it can be sent");
        assert_eq!(request.uri().to_string(), "https://pets.example/v1/pets/7");
    }
}
