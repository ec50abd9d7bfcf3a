using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>
/// A label, a hint, the error and the control, tied together for screen readers. The error and what was typed come from
/// the model state of <see cref="Name"/> unless given. A class goes to the whole field, other attributes (maxlength, data-…) to the control.
/// </summary>
[HtmlTargetElement("form-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FormFieldTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public required string Name { get; set; }
    public required string Label { get; set; }
    public string? Hint { get; set; }
    public string? Error { get; set; }

    /// <summary>text, email, tel, url, number, password, search, date, file, select, textarea, radio, checkbox or checkboxes.</summary>
    public string Type { get; set; } = "text";

    public string? Value { get; set; }

    /// <summary>The ticked ones of <c>checkboxes</c>.</summary>
    public IEnumerable<string> Values { get; set; } = [];

    /// <summary>Is a <c>checkbox</c> ticked?</summary>
    public bool Checked { get; set; }

    public IEnumerable<Choice> Choices { get; set; } = [];

    /// <summary>Offered while typing; any other text is as good.</summary>
    public IEnumerable<string> Suggestions { get; set; } = [];

    public string? Autocomplete { get; set; }
    public string? Inputmode { get; set; }
    public bool Optional { get; set; }

    /// <summary>Conditions of the page under which the field is shown; the stylesheet of forms hides it else.</summary>
    public string? If { get; set; }

    /// <summary>Conditions that hold once something is written in it.</summary>
    public string? Given { get; set; }

    /// <summary>Conditions that hold while a <c>checkbox</c> is ticked.</summary>
    public string? On { get; set; }

    /// <summary>short (a number) or medium (a name); the whole width otherwise.</summary>
    public string? Width { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var field = Posted();
        var passed = output.Attributes.Where(attribute => attribute.Name != "class").ToArray();
        var given = output.Attributes["class"]?.Value;
        var isGroup = field.Type is "radio" or "checkboxes";
        output.Attributes.Clear();
        output.TagName = isGroup ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "class",
            string.Join(
                ' ',
                new[] { "field", Width, given?.ToString(), field.Error is null ? null : "invalid" }.OfType<string>()
            )
        );
        if (If is not null)
        {
            output.Attributes.SetAttribute("data-if", If);
        }

        if (isGroup && field.DescribedBy is not null)
        {
            output.Attributes.SetAttribute("aria-describedby", field.DescribedBy);
        }

        output.Content.SetHtmlContent(FieldMarkup.Of(field, passed));
    }

    private Field Posted()
    {
        var entry = ViewContext.ViewData.ModelState.TryGetValue(Name, out var found) ? found : null;
        var typed = Type is "password" or "file" ? null : entry?.AttemptedValue;
        var error = Error ?? entry?.Errors.FirstOrDefault()?.ErrorMessage;
        return new Field(
            Name,
            TagBuilder.CreateSanitizedId(Name, "_"),
            Label,
            Optional,
            Hint,
            string.IsNullOrEmpty(error) ? null : error,
            Type,
            typed ?? Value,
            Type == "checkboxes" && typed is not null ? typed.Split(',') : [.. Values],
            Type == "checkbox" && typed is not null ? typed.Contains("true", StringComparison.Ordinal) : Checked,
            [.. Choices],
            [.. Suggestions],
            Autocomplete,
            Inputmode,
            Given,
            On
        );
    }
}

/// <summary>What a form field shows, once the values that were posted are known.</summary>
internal sealed record Field(
    string Name,
    string Id,
    string Label,
    bool Optional,
    string? Hint,
    string? Error,
    string Type,
    string? Value,
    IReadOnlyCollection<string> Values,
    bool Checked,
    IReadOnlyList<Choice> Choices,
    IReadOnlyList<string> Suggestions,
    string? Autocomplete,
    string? Inputmode,
    string? Given,
    string? On
)
{
    public string? DescribedBy =>
        (Hint, Error) switch
        {
            (null, null) => null,
            (not null, null) => Id + "-hint",
            (null, not null) => Id + "-error",
            (not null, not null) => $"{Id}-hint {Id}-error",
        };
}
