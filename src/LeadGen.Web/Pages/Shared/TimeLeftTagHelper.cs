using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>
/// What is left of a promise, in text, shape and colour: a clock face that empties, a triangle in the last hour, late
/// afterwards. A script may tick it by <c>data-due</c>.
/// </summary>
[HtmlTargetElement("time-left", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeLeftTagHelper : TagHelper
{
    private static readonly TimeSpan Urgent = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    public DateTimeOffset Due { get; set; }
    public DateTimeOffset Now { get; set; }

    /// <summary>Hours of the whole promise; the clock face is full at its beginning.</summary>
    public double Of { get; set; } = 24;

    /// <summary>What is to be done by then, for screen readers: "to accept".</summary>
    public string? What { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var left = Due - Now;
        var level = Level(left);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "time-left " + level);
        output.Attributes.SetAttribute("data-due", Words.Machine(Due));
        output.Attributes.SetAttribute("data-of", Html.Svg(Of));
        output.Content.AppendHtml(Shape(level, left));
        output.Content.AppendHtml(
            Html.Element("time", ("datetime", Words.Machine(Due)), ("title", Words.Exact(Due)))
                .With(left < TimeSpan.Zero ? Words.Span(-left) + " late" : Words.Span(left))
        );
        output.Content.AppendHtml(Html.Spoken($"{(left < TimeSpan.Zero ? "" : " left")} {What}"));
    }

    private static string Level(TimeSpan left) =>
        left < TimeSpan.Zero ? "late"
        : left < Urgent ? "urgent"
        : left < Soon ? "soon"
        : "calm";

    private IHtmlContent Shape(string level, TimeSpan left) =>
        level switch
        {
            "late" => new HtmlString(
                """<svg viewBox="0 0 20 20" aria-hidden="true"><path stroke-width="2" stroke-linejoin="round" d="M6.5 2h7L18 6.5v7L13.5 18h-7L2 13.5v-7zM10 6v5m0 3v.2" stroke-linecap="round"/></svg>"""
            ),
            "urgent" => new HtmlString(
                """<svg viewBox="0 0 20 20" aria-hidden="true"><path stroke-width="2" stroke-linejoin="round" d="M10 2.5 18.5 17h-17zM10 8v4m0 2.5v.1" stroke-linecap="round"/></svg>"""
            ),
            _ => Face(Math.Clamp(left.TotalHours / Math.Max(Of, 0.1), 0, 1)),
        };

    private static Microsoft.AspNetCore.Mvc.Rendering.TagBuilder Face(double part) =>
        Html.Element("svg", ("viewBox", "0 0 20 20"), ("aria-hidden", "true"))
            .With(
                Html.Element("circle", ("cx", "10"), ("cy", "10"), ("r", "8"), ("stroke-width", "2")),
                // A stroke as wide as its radius is a slice of the disc.
                Html.Element(
                    "circle",
                    ("cx", "10"),
                    ("cy", "10"),
                    ("r", "3"),
                    ("stroke-width", "6"),
                    ("pathLength", "100"),
                    ("stroke-dasharray", Html.Svg(part * 100) + " 100"),
                    ("transform", "rotate(-90 10 10)")
                )
            );
}
