using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A bar beside the points of one contribution; <see cref="Max"/> is the largest of its table. The number itself stands in its own cell.</summary>
[HtmlTargetElement("points-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PointsBarTagHelper : TagHelper
{
    public int Points { get; set; }
    public int Max { get; set; }

    /// <summary>fit or engagement.</summary>
    public string Dimension { get; set; } = "fit";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var width = Math.Clamp(Math.Abs(Points) * 100.0 / Math.Max(1, Math.Abs(Max)), 0, 100);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "points");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(
            Html.Element(
                "rect",
                ("class", Points < 0 ? "minus" : Dimension),
                ("width", Html.Percent(width)),
                ("height", "100%"),
                ("rx", "3")
            )
        );
    }
}
