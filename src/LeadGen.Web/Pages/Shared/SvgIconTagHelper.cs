using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>A small line drawing beside a text that says the same; it is hidden from screen readers.</summary>
[HtmlTargetElement("svg-icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SvgIconTagHelper : TagHelper
{
    public required string Name { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("viewBox", "0 0 20 20");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(Html.Element("path", ("d", Path(Name))));
    }

    private static string Path(string name) =>
        name switch
        {
            "alert" => "M10 6v5M10 14v.1M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15z",
            "arrow" => "M3.5 10h13M11.5 5l5 5-5 5",
            "calendar" => "M4 4.5h12v12H4zM4 8.5h12M7 2.5v3.5M13 2.5v3.5",
            "chat" => "M3 4h14v9.5H9L5 17v-3.5H3z",
            "check" => "M3.5 10.5l4.5 4.5 8.5-10",
            "clock" => "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15zM10 6v4.3l2.8 1.7",
            "cross" => "M5 5l10 10M15 5L5 15",
            "download" => "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
            "file" => "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M7.5 10h5M7.5 13.5h5",
            "mail" => "M2.5 4.5h15v11h-15zM3 5l7 6 7-6",
            "person" => "M10 3a3.3 3.3 0 1 0 0 6.6a3.3 3.3 0 1 0 0-6.6zM3.5 17c.6-3.5 3-5 6.5-5s5.9 1.5 6.5 5",
            "phone" =>
                "M4 3h3.5l1.5 4-2 1.5c1 2.2 2.3 3.5 4.5 4.5l1.5-2 4 1.5V16c0 .8-.6 1.3-1.3 1.2C9.5 16.5 3.5 10.5 2.8 4.3 2.7 3.6 3.2 3 4 3z",
            "plus" => "M10 4v12M4 10h12",
            "search" => "M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM12.7 12.7L17 17",
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such icon is drawn; add it here."),
        };
}
