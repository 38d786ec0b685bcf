//! How the types of our small API are read and written, as a generated crate would have it.

use octogen_runtime::wire::{Found, Members, Mismatch, Output, Wire};

use super::api::{Code, Page, Refusal, Thing, ThingPage};

macro_rules! record {
    ($name:ident { $($required:ident),* ; $($optional:ident),* }) => {
        impl $name {
            const MEMBERS: Members = Members {
                required: &[$(stringify!($required)),*],
                nullable: &[],
                optional: &[$(stringify!($optional)),*],
                read_only: &[],
            };
        }

        impl Wire for $name {
            fn read(found: Found<'_>) -> Result<Self, Mismatch> {
                $(let mut $required = None;)*
                $(let mut $optional = None;)*
                found.members(&Self::MEMBERS, &mut [$(&mut $required,)* $(&mut $optional,)*])?;
                let ($(Some($required),)*) = ($($required,)*) else {
                    return Err(Mismatch::missing());
                };
                Ok(Self { $($required,)* $($optional,)* })
            }

            fn write(&self, out: &mut Output<'_>) {
                out.members(&Self::MEMBERS, &[$(&self.$required,)* $(&self.$optional,)*]);
            }
        }
    };
}

record!(Thing { id, name; });
record!(Refusal { code, message; });
record!(Page { items; next, has_more });
record!(ThingPage { items; next });

impl Wire for Code {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        match &*found.text()? {
            "rate_limited" => Ok(Self::RateLimited),
            "not_found" => Ok(Self::NotFound),
            other => Err(Mismatch::new(format!("there is no code `{other}`"))),
        }
    }

    fn write(&self, out: &mut Output<'_>) {
        out.text(&self.to_string());
    }
}
