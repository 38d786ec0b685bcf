//! Styles in the words of the document.

use crate::ir::Style;

/// The style in the words of the document.
pub(in crate::diff) fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Matrix => "matrix",
        Style::Label => "label",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
    }
}
