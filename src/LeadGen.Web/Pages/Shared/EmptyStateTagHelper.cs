using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Instead of an empty list: what would be here, why it is not (the content), and one button.</summary>
[HtmlTargetElement("empty-state")]
public sealed class EmptyStateTagHelper : TagHelper
{
    private static readonly HtmlString Drawing = new(
        """<svg class="art" viewBox="0 0 64 44" aria-hidden="true"><circle class="sun" cx="32" cy="30" r="13"/><path class="ground" d="M4 30h56v3H4z"/><circle class="dim" cx="16" cy="39" r="2"/><circle class="dim" cx="28" cy="39" r="2"/></svg>"""
    );

    public required string Heading { get; set; }
    public string? Action { get; set; }
    public string? Href { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var why = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty");
        output.Content.SetHtmlContent(Drawing);
        output.Content.AppendHtml(Html.Element("h2").With(Heading));
        output.Content.AppendHtml(Html.Element("p").With(why));
        if (Action is not null)
        {
            output.Content.AppendHtml(Html.Element("a", ("class", "button primary"), ("href", Href)).With(Action));
        }
    }
}
