using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>
/// A table that scrolls by itself where the screen is narrow, by keyboard too. <see cref="Stacked"/> makes its rows cards
/// on a phone instead; then each cell must be clear without its column's head.
/// </summary>
[HtmlTargetElement("data-table")]
public sealed class DataTableTagHelper : TagHelper
{
    /// <summary>The name of the table, for screen readers.</summary>
    public required string Label { get; set; }

    public bool Stacked { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "table";
        output.Attributes.SetAttribute("aria-label", Label);
        if (Stacked)
        {
            output.Attributes.SetAttribute("class", "stacked");
        }

        output.PreElement.SetHtmlContent(
            Html.Element("div", ("class", "table-scroll"), ("role", "region"), ("aria-label", Label), ("tabindex", "0"))
                .RenderStartTag()
        );
        output.PostElement.SetHtmlContent(Html.Element("div").RenderEndTag());
    }
}
