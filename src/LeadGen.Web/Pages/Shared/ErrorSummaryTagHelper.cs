using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>
/// First in the main part of a page with a form: every error of the model state as a link to its field. It takes the focus
/// without a script, and shows nothing where there is no error.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Heading { get; set; } = "There is a problem";

    /// <summary>The names of the fields as they stand on the page. The model state keeps an order of its own.</summary>
    public IEnumerable<string> Fields { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var state = ViewContext.ViewData.ModelState;
        if (state.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        output.Content.SetHtmlContent(Html.Element("h2").With(Heading));
        output.Content.AppendHtml(Lines(state));
    }

    private TagBuilder Lines(ModelStateDictionary state)
    {
        var list = Html.Element("ul");
        var order = Fields.ToList();
        foreach (var (name, entry) in state.OrderBy(field => order.IndexOf(field.Key)))
        {
            foreach (var error in entry!.Errors)
            {
                list.With(Html.Element("li").With(Line(name, error.ErrorMessage)));
            }
        }

        return list;
    }

    private static TagBuilder Line(string name, string message) =>
        name.Length == 0
            ? Html.Element("span", ("class", "error")).With(message)
            : Html.Element("a", ("href", "#" + TagBuilder.CreateSanitizedId(name, "_"))).With(message);
}
