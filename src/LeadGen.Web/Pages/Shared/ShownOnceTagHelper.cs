using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A key or a link that is shown this once; one click selects it whole. The content says what to do with it.</summary>
[HtmlTargetElement("shown-once")]
public sealed class ShownOnceTagHelper : TagHelper
{
    public required string Label { get; set; }
    public required string Value { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var advice = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "shown-once");
        output.Content.SetHtmlContent(Html.Element("strong").With(Label));
        output.Content.AppendHtml(Html.Element("code", ("tabindex", "0")).With(Value));
        output.Content.AppendHtml(Html.Element("div", ("class", "small")).With(advice));
    }
}
