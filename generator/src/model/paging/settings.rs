//! Paging as the settings or an extension say it: places by name, which have to be there.

use super::super::walk::Walk;
use super::answer::{self, Page, is_number};
use super::list;
use crate::config::{self, Pagination as Settings};
use crate::ir::{
    HeaderDef, MoreFlag, NextValue, Operation, PageParam, PageStyle, PageTotal, Pagination, Step, TypeRef,
};

/// The paging that is said to be there, or what of it does not fit.
pub(super) fn from_settings<'t>(
    walk: &Walk<'t>,
    operation: &'t Operation,
    headers: &[HeaderDef],
    settings: &Settings,
    found_by: &str,
) -> Result<Pagination, String> {
    let page = answer::page(walk, operation)?;
    let (items, item) = items(walk, operation, &page, settings)?;
    let said = Said { walk, page: &page, settings };
    let pagination = Pagination {
        style: said.style(item, headers)?,
        variants: page.variants.clone(),
        nullable: walk.is_optional(page.ty),
        items,
        item: item.clone(),
        more: said.more()?,
        total: said.total()?,
        found_by: found_by.to_owned(),
    };
    match page.twins.iter().all(|twin| super::same::is_same(walk, twin, page.ty, &pagination)) {
        true => Ok(pagination),
        false => Err("the answers are of several shapes".to_owned()),
    }
}

fn items<'t>(
    walk: &Walk<'t>,
    operation: &'t Operation,
    page: &Page<'t>,
    settings: &Settings,
) -> Result<(Vec<Step>, &'t TypeRef), String> {
    let Some(pointer) = &settings.items else {
        return list::list(walk, page.ty, operation).map(|it| (it.way, it.item));
    };
    match walk.along(page.ty, pointer).map(|(steps, ty)| (steps, walk.bare(ty))) {
        Some((steps, TypeRef::List(item))) => Ok((steps, &**item)),
        Some(_) => Err(format!("`{pointer}` is no list")),
        None => Err(format!("the answer has no `{pointer}`")),
    }
}

struct Said<'t, 'o> {
    walk: &'o Walk<'t>,
    page: &'o Page<'t>,
    settings: &'o Settings,
}

impl<'t> Said<'t, '_> {
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
            let found = self.walk.along(item, pointer).filter(|_| !self.walk.is_optional(item));
            let (steps, ty) = found.ok_or_else(|| format!("an item has no `{pointer}`"))?;
            return Ok(NextValue::Last(steps, self.walk.bare(ty).clone()));
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
        let found = self.walk.along(self.page.ty, pointer);
        found.map(|(steps, ty)| (steps, self.walk.bare(ty))).ok_or_else(|| format!("the answer has no `{pointer}`"))
    }
}

/// A query parameter's name, or a JSON pointer into the body.
fn param(text: &str) -> PageParam {
    if text.starts_with('/') { PageParam::Body(text.to_owned()) } else { PageParam::Query(text.to_owned()) }
}
