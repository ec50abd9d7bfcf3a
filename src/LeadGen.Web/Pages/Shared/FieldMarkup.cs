using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Pages.Shared;

/// <summary>The inside of a form field, by its type.</summary>
internal static class FieldMarkup
{
    public static HtmlContentBuilder Of(Field field, IReadOnlyList<TagHelperAttribute> passed)
    {
        var inside = new HtmlContentBuilder();
        var parts = field.Type switch
        {
            "checkbox" => [Problem(field), Tick(field, passed)],
            "radio" or "checkboxes" => [Title(field, "legend"), Hint(field), Problem(field), .. Choices(field, passed)],
            _ => new[]
            {
                Title(field, "label"),
                Hint(field),
                Problem(field),
                Control(field, passed),
                Suggestions(field),
            },
        };
        foreach (var part in parts)
        {
            inside.AppendHtml((IHtmlContent?)part ?? HtmlString.Empty);
        }

        return inside;
    }

    private static TagBuilder Title(Field field, string tag) =>
        Html.Element(tag, ("for", tag == "label" ? field.Id : null)).With(field.Label).With(OptionalMark(field));

    private static TagBuilder? OptionalMark(Field field) =>
        field.Optional ? Html.Element("span", ("class", "optional")).With(" (optional)") : null;

    private static TagBuilder? Hint(Field field) =>
        field.Hint is null ? null : Html.Element("p", ("class", "hint"), ("id", field.Id + "-hint")).With(field.Hint);

    private static TagBuilder? Problem(Field field) =>
        field.Error is null
            ? null
            : Html.Element("p", ("class", "error"), ("id", field.Id + "-error"))
                .With(Html.Spoken("Error: "))
                .With(field.Error);

    private static TagBuilder Control(Field field, IReadOnlyList<TagHelperAttribute> passed)
    {
        var control = field.Type switch
        {
            "select" => Select(field),
            // The line break keeps a first empty line of the value, which HTML would drop.
            "textarea" => Html.Element("textarea").With("\n" + field.Value),
            _ => Input(field),
        };
        return Named(control, field, field.Id, passed);
    }

    private static TagBuilder Input(Field field) =>
        Html.Element(
                "input",
                // A number box of the browser loses what it can't read ("1,200"), so ours is text with a number keypad.
                ("type", field.Type == "number" ? "text" : field.Type),
                ("value", field.Value),
                ("inputmode", field.Inputmode ?? (field.Type == "number" ? "numeric" : null)),
                ("spellcheck", field.Type is "email" or "url" or "tel" or "number" ? "false" : null),
                ("autocapitalize", field.Type is "email" or "url" ? "none" : null),
                ("list", field.Suggestions.Count > 0 ? field.Id + "-list" : null)
            )
            .SelfClosed();

    private static TagBuilder Select(Field field)
    {
        var select = Html.Element("select");
        foreach (var choice in field.Choices)
        {
            var selected = choice.Value == (field.Value ?? "") ? "selected" : null;
            select.With(
                Html.Element("option", ("value", choice.Value), ("selected", selected), ("data-on", choice.On))
                    .With(choice.Text)
            );
        }

        return select;
    }

    private static TagBuilder? Suggestions(Field field)
    {
        if (field.Suggestions.Count == 0)
        {
            return null;
        }

        var list = Html.Element("datalist", ("id", field.Id + "-list"));
        foreach (var suggestion in field.Suggestions)
        {
            list.With(Html.Element("option", ("value", suggestion)).SelfClosed());
        }

        return list;
    }

    private static TagBuilder Tick(Field field, IReadOnlyList<TagHelperAttribute> passed)
    {
        var box = Html.Element(
            "input",
            ("type", "checkbox"),
            ("value", "true"),
            ("checked", field.Checked ? "" : null),
            ("data-on", field.On)
        );
        return Html.Element("div", ("class", "choice"))
            .With(
                Named(box.SelfClosed(), field, field.Id, passed),
                Html.Element("label", ("for", field.Id)).With(field.Label).With(OptionalMark(field)),
                Hint(field)
            );
    }

    private static IEnumerable<TagBuilder> Choices(Field field, IReadOnlyList<TagHelperAttribute> passed) =>
        field.Choices.Select(
            (choice, index) =>
            {
                // The first has the field's own id, so that the error summary can lead to it.
                var id = index == 0 ? field.Id : $"{field.Id}-{index + 1}";
                var isOn = field.Type == "radio" ? choice.Value == field.Value : field.Values.Contains(choice.Value);
                var box = Html.Element(
                    "input",
                    ("type", field.Type == "radio" ? "radio" : "checkbox"),
                    ("value", choice.Value),
                    ("checked", isOn ? "" : null),
                    ("data-on", choice.On),
                    ("aria-describedby", choice.Hint is null ? null : id + "-about")
                );
                return Html.Element("div", ("class", "choice"))
                    .With(
                        Named(box.SelfClosed(), field with { Hint = null, Error = null }, id, passed),
                        Html.Element("label", ("for", id)).With(choice.Text),
                        choice.Hint is null
                            ? null
                            : Html.Element("p", ("class", "hint"), ("id", id + "-about")).With(choice.Hint)
                    );
            }
        );

    private static TagBuilder Named(TagBuilder control, Field field, string id, IEnumerable<TagHelperAttribute> passed)
    {
        foreach (var attribute in passed)
        {
            control.MergeAttribute(attribute.Name, attribute.Value?.ToString());
        }

        control.MergeAttribute("id", id, replaceExisting: true);
        control.MergeAttribute("name", field.Name, replaceExisting: true);
        foreach (
            var (name, value) in new[]
            {
                ("autocomplete", field.Autocomplete),
                // The stylesheet sees that something is written by the placeholder that is gone.
                ("data-given", field.Given),
                ("placeholder", field.Given is null ? null : " "),
                ("aria-describedby", field.DescribedBy),
                ("aria-invalid", field.Error is null ? null : "true"),
            }
        )
        {
            if (value is not null)
            {
                control.MergeAttribute(name, value);
            }
        }

        return control;
    }
}
