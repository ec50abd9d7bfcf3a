using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace LeadGen.Web.Pages.Shared;

/// <summary>Short ways to build an element; every text that goes in is encoded on the way out.</summary>
internal static class Html
{
    /// <summary>An element with attributes; those without a value are left out.</summary>
    public static TagBuilder Element(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        var element = new TagBuilder(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
            {
                element.Attributes[attribute] = value;
            }
        }

        return element;
    }

    public static TagBuilder With(this TagBuilder element, string? text)
    {
        element.InnerHtml.Append(text ?? "");
        return element;
    }

    public static TagBuilder With(this TagBuilder element, params ReadOnlySpan<IHtmlContent?> children)
    {
        foreach (var child in children)
        {
            if (child is not null)
            {
                element.InnerHtml.AppendHtml(child);
            }
        }

        return element;
    }

    public static TagBuilder SelfClosed(this TagBuilder element)
    {
        element.TagRenderMode = TagRenderMode.SelfClosing;
        return element;
    }

    /// <summary>Said by a screen reader, not shown.</summary>
    public static TagBuilder Spoken(string text) => Element("span", ("class", "visually-hidden")).With(text);

    /// <summary>A number as SVG wants it, whatever the language of the page.</summary>
    public static string Svg(double number) => FormattableString.Invariant($"{number:0.##}");

    public static string Percent(double number) => Svg(number) + "%";
}
