using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Fit and engagement, one after the other, against the threshold. Compact for a table; else with its legend.</summary>
[HtmlTargetElement("score-meter", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ScoreMeterTagHelper : TagHelper
{
    public int Fit { get; set; }
    public int Engagement { get; set; }
    public int Threshold { get; set; }
    public bool Compact { get; set; }

    private int Total => Fit + Engagement;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Compact ? "span" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Compact ? "meter compact" : "meter stack tight");
        if (Compact)
        {
            output.Content.AppendHtml(Html.Element("b").With(Words.Number(Total)));
            output.Content.AppendHtml(Picture(5));
            return;
        }

        output.Content.AppendHtml(Picture(12));
        output.Content.AppendHtml(
            Html.Element("div", ("class", "legend"))
                .With(Entry("fit", "Fit", Fit), Entry("engagement", "Engagement", Engagement))
                .With(Html.Element("span").With("Threshold ").With(Html.Element("b").With(Words.Number(Threshold))))
        );
    }

    private TagBuilder Picture(int height)
    {
        // The threshold stands at two thirds, so that what is missing and what is beyond can both be seen.
        var full = Math.Max(1, Math.Max(Threshold * 1.5, Total));
        // Where one of the two is below zero the other is as long as what is left of it.
        var fit = Math.Clamp((Engagement < 0 ? Total : Fit) / full * 100, 0, 100);
        var engagement = Math.Clamp((Fit < 0 ? Total : Engagement) / full * 100, 0, 100 - fit);
        var threshold = Math.Clamp(Threshold / full * 100, 0, 100);
        var verdict = Total >= Threshold ? "reaches" : "is below";
        var picture = Html.Element(
            "svg",
            ("role", "img"),
            (
                "aria-label",
                $"{Total} points: fit {Fit}, engagement {Engagement}; {verdict} the threshold of {Threshold}"
            )
        );
        return picture
            .With(Bar("track", 0, 100, height), Bar("fit", 0, fit, height), Bar("engagement", fit, engagement, height))
            .With(Threshold > 0 ? Line(threshold) : null);
    }

    private static TagBuilder Bar(string kind, double from, double width, int height) =>
        Html.Element(
            "rect",
            ("class", kind),
            ("x", Html.Percent(from)),
            ("width", Html.Percent(width)),
            ("y", "15%"),
            ("height", "70%"),
            ("rx", height > 8 ? "4" : "3")
        );

    private static TagBuilder Line(double at) =>
        Html.Element(
            "line",
            ("class", "threshold"),
            ("x1", Html.Percent(at)),
            ("x2", Html.Percent(at)),
            ("y1", "-10%"),
            ("y2", "110%")
        );

    private static TagBuilder Entry(string kind, string text, int points) =>
        Html.Element("span")
            .With(Html.Element("i", ("class", "swatch " + kind)))
            .With(text + " ")
            .With(Html.Element("b").With(Words.Number(points)));
}
