using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>An instant as people say it, with the exact one on hover and for machines.</summary>
[HtmlTargetElement("time-ago", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeAgoTagHelper : TagHelper
{
    public DateTimeOffset At { get; set; }
    public DateTimeOffset Now { get; set; }

    /// <summary>Shows the exact instant too, where a rep must be able to quote it.</summary>
    public bool Exact { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", Words.Machine(At));
        output.Attributes.SetAttribute("title", Words.Exact(At));
        output.Content.SetContent(Exact ? Both() : Words.Ago(At, Now));
    }

    /// <summary>How long ago says no more than the exact instant where it is a day itself.</summary>
    private string Both()
    {
        var (ago, exact) = (Words.Ago(At, Now), Words.Exact(At));
        return exact.StartsWith(ago, StringComparison.Ordinal) ? exact : $"{ago} · {exact}";
    }
}
