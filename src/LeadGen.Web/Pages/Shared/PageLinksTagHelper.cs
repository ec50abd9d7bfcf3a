using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Next and previous page of a list that is read by key, so there are no page numbers. The content says what is shown.</summary>
[HtmlTargetElement("page-links")]
public sealed class PageLinksTagHelper : TagHelper
{
    /// <summary>Absent or empty: no such link. Markup turns a null into an empty text.</summary>
    public string? Previous { get; set; }
    public string? Next { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var shown = await output.GetChildContentAsync();
        output.TagName = "nav";
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", "Pages of this list");
        output.Content.SetHtmlContent(Html.Element("span", ("class", "soft small")).With(shown));
        var links = Html.Element("span", ("class", "row"));
        if (!string.IsNullOrEmpty(Previous))
        {
            links.With(Html.Element("a", ("class", "button"), ("rel", "prev"), ("href", Previous)).With("← Previous"));
        }

        if (!string.IsNullOrEmpty(Next))
        {
            links.With(Html.Element("a", ("class", "button"), ("rel", "next"), ("href", Next)).With("Next →"));
        }

        output.Content.AppendHtml(links);
    }
}
