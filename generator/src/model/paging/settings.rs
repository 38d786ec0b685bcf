//! Paging as the settings or an extension say it: places by name, which have to be there.

use super::super::lookup::Lookup;
use super::list;
use super::response::{self, ResponsePage, is_number};
use crate::config::{self, Pagination as Settings};
use crate::ir::{
    HeaderDef, MoreFlag, NextValue, Operation, PageParam, PageStyle, PageTotal, Pagination, Step, TypeRef,
};

/// The paging that is said to be there, or what of it does not fit.
pub(super) fn from_settings<'t>(
    lookup: &Lookup<'t>,
    operation: &'t Operation,
    headers: &[HeaderDef],
    settings: &Settings,
    found_by: &str,
) -> Result<Pagination, String> {
    let page = response::page(lookup, operation)?;
    let (items, item) = items(lookup, operation, &page, settings)?;
    let described = Described { lookup, page: &page, settings };
    let pagination = Pagination {
        style: described.style(item, headers)?,
        variants: page.variants.clone(),
        nullable: lookup.is_optional(page.ty),
        items,
        item: item.clone(),
        more: described.more()?,
        total: described.total()?,
        found_by: found_by.to_owned(),
    };
    match page.alternatives.iter().all(|alternative| super::same::is_same(lookup, alternative, page.ty, &pagination)) {
        true => Ok(pagination),
        false => Err("the responses have different shapes".to_owned()),
    }
}

fn items<'t>(
    lookup: &Lookup<'t>,
    operation: &'t Operation,
    page: &ResponsePage<'t>,
    settings: &Settings,
) -> Result<(Vec<Step>, &'t TypeRef), String> {
    let Some(pointer) = &settings.items else {
        return list::list(lookup, page.ty, operation).map(|it| (it.way, it.item));
    };
    match lookup.along(page.ty, pointer).map(|(steps, ty)| (steps, lookup.bare(ty))) {
        Some((steps, TypeRef::List(item))) => Ok((steps, &**item)),
        Some(_) => Err(format!("`{pointer}` is no list")),
        None => Err(format!("the response has no `{pointer}`")),
    }
}

struct Described<'t, 'o> {
    lookup: &'o Lookup<'t>,
    page: &'o ResponsePage<'t>,
    settings: &'o Settings,
}

impl<'t> Described<'t, '_> {
    fn style(&self, item: &'t TypeRef, headers: &[HeaderDef]) -> Result<PageStyle, String> {
        let settings = self.settings;
        let param = || settings.param.as_deref().map(param).ok_or_else(|| "no parameter is named".to_owned());
        Ok(match settings.style {
            config::PageStyle::Cursor => {
                let next = self.next(item, headers)?;
                let steady = settings.param.as_deref().is_some_and(|it| it.contains("scroll"));
                PageStyle::Cursor { param: param()?, next, may_be_url: false, steady }
            }
            config::PageStyle::Page => {
                PageStyle::Page { param: param()?, first: Some(settings.first.unwrap_or(1)), current: None }
            }
            config::PageStyle::Offset => PageStyle::Offset { param: param()?, first: settings.first.unwrap_or(0) },
            config::PageStyle::LinkHeader => PageStyle::LinkHeader,
            config::PageStyle::NextUrl => {
                let (next, ty) = self.way(settings.next.as_deref().unwrap_or_default())?;
                PageStyle::NextUrl { next, ty: ty.clone() }
            }
            config::PageStyle::None => return Err("it is said not to be paged".to_owned()),
        })
    }

    fn next(&self, item: &'t TypeRef, headers: &[HeaderDef]) -> Result<NextValue, String> {
        if let Some(name) = &self.settings.next_header {
            let known = headers.iter().find(|it| it.wire.eq_ignore_ascii_case(name));
            return Ok(NextValue::Header(name.to_ascii_lowercase(), known.is_some_and(|it| is_number(&it.ty))));
        }
        if let Some(pointer) = &self.settings.last {
            let found = self.lookup.along(item, pointer).filter(|_| !self.lookup.is_optional(item));
            let (steps, ty) = found.ok_or_else(|| format!("an item has no `{pointer}`"))?;
            return Ok(NextValue::Last(steps, self.lookup.bare(ty).clone()));
        }
        let (steps, ty) = self.way(self.settings.next.as_deref().unwrap_or_default())?;
        Ok(NextValue::Member(steps, ty.clone()))
    }

    fn more(&self) -> Result<Option<MoreFlag>, String> {
        let (pointer, negated) = match (&self.settings.has_more, &self.settings.done) {
            (Some(pointer), _) => (pointer, false),
            (None, Some(pointer)) => (pointer, true),
            (None, None) => return Ok(None),
        };
        match self.way(pointer)? {
            (way, TypeRef::Bool) => Ok(Some(MoreFlag { way, negated })),
            _ => Err(format!("`{pointer}` is no boolean")),
        }
    }

    fn total(&self) -> Result<Option<PageTotal>, String> {
        Ok(match (&self.settings.total_pages, &self.settings.total, &self.settings.total_header) {
            (Some(pointer), ..) => Some(PageTotal::Pages(self.way(pointer)?.0)),
            (None, Some(pointer), _) => Some(PageTotal::Items(self.way(pointer)?.0)),
            (None, None, Some(name)) => Some(PageTotal::ItemsHeader(name.to_ascii_lowercase())),
            (None, None, None) => None,
        })
    }

    fn way(&self, pointer: &str) -> Result<(Vec<Step>, &'t TypeRef), String> {
        let found = self.lookup.along(self.page.ty, pointer);
        found.map(|(steps, ty)| (steps, self.lookup.bare(ty))).ok_or_else(|| format!("the response has no `{pointer}`"))
    }
}

/// A query parameter's name, or a JSON pointer into the body.
fn param(text: &str) -> PageParam {
    if text.starts_with('/') { PageParam::Body(text.to_owned()) } else { PageParam::Query(text.to_owned()) }
}
