using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>The stage of a lead: text, shape and colour. <see cref="Stage"/> is the name in the database, such as <c>mql</c>.</summary>
[HtmlTargetElement("stage-badge", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StageBadgeTagHelper : TagHelper
{
    public required string Stage { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (text, meaning) = Words(Stage);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "stage " + Stage);
        output.Attributes.SetAttribute("title", meaning);
        output.Content.SetContent(text);
    }

    /// <summary>The short name that people see, and what it means.</summary>
    public static (string Text, string? Meaning) Words(string stage) =>
        stage switch
        {
            "lead" => ("Lead", "Known by e-mail address, not qualified yet"),
            "mql" => ("MQL", "Marketing-qualified: the score says so"),
            "pql" => ("PQL", "Product-qualified: used the product and showed intent to pay"),
            "cql" => ("CQL", "Conversation-qualified: said so in a conversation"),
            "service_qualified" => ("Service-qualified", "Told service that they want to buy more"),
            "sql" => ("SQL", "Sales-qualified: asked for sales, or sales confirmed it"),
            "opportunity" => ("Opportunity", "In a sales process"),
            "customer" => ("Customer", "Has bought"),
            "recycled" => ("Recycled", "Back with marketing"),
            "disqualified" => ("Disqualified", "Out, with a reason"),
            _ => (stage, null),
        };
}
