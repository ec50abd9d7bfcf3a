using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>One number with its name; the content is a note below it. With <see cref="Href"/> the number leads to what it counts.</summary>
[HtmlTargetElement("stat-tile")]
public sealed class StatTileTagHelper : TagHelper
{
    public required string Label { get; set; }
    public required string Value { get; set; }
    public string? Href { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var note = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "stat");
        output.Content.SetHtmlContent(Html.Element("div", ("class", "label")).With(Label));
        var value = Html.Element("div", ("class", "value"));
        output.Content.AppendHtml(
            Href is null ? value.With(Value) : value.With(Html.Element("a", ("href", Href)).With(Value))
        );
        if (!note.IsEmptyOrWhiteSpace)
        {
            output.Content.AppendHtml(Html.Element("div", ("class", "note")).With(note));
        }
    }
}
