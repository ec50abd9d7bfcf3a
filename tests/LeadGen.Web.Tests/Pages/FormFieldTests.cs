using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace LeadGen.Web.Tests.Pages;

public sealed class FormFieldTests
{
    private readonly ModelStateDictionary _state = new();

    [Fact]
    public void A_field_ties_label_hint_and_error_to_its_control()
    {
        _state.AddModelError("Input.Email", "Enter an e-mail address such as mina@example.com");

        var field = Render(Field("Input.Email", "email", hint: "We send the link there."));

        var input = field.QuerySelector("input")!;
        Assert.Equal(input.Id, field.QuerySelector("label")!.GetAttribute("for"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        var described = input
            .GetAttribute("aria-describedby")!
            .Split(' ')
            .Select(id => field.QuerySelector("#" + id)!.TextContent);
        Assert.Equal(["We send the link there.", "Error: Enter an e-mail address such as mina@example.com"], described);
    }

    [Fact]
    public void What_was_typed_stays_in_the_field()
    {
        _state.SetModelValue("email", "mina@", "mina@");

        Assert.Equal(
            "mina@",
            Render(Field("email", "email", value: "old")).QuerySelector("input")!.GetAttribute("value")
        );
    }

    [Fact]
    public void A_password_is_never_sent_back()
    {
        _state.SetModelValue("password", "secret", "secret");

        Assert.False(Render(Field("password", "password")).QuerySelector("input")!.HasAttribute("value"));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("textarea")]
    [InlineData("select")]
    [InlineData("radio")]
    [InlineData("checkbox")]
    public void A_hostile_text_comes_out_as_text(string type)
    {
        const string Hostile = "\"'><script>alert(1)</script></textarea>&amp;";

        var helper = Field("x", type, value: Hostile, hint: Hostile);
        helper.Label = Hostile;
        helper.Error = Hostile;
        helper.Choices = [new Choice(Hostile, Hostile, Hostile)];
        var field = Render(helper);

        Assert.Empty(field.QuerySelectorAll("script"));
        Assert.Contains(Hostile, field.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_summary_leads_to_the_first_choice_of_a_group()
    {
        _state.AddModelError("next_step", "Say what you would like next");
        var helper = Field("next_step", "radio");
        helper.Choices = [new Choice("content", "Only the content"), new Choice("contact", "Please contact me")];

        var summary = Render(new ErrorSummaryTagHelper { ViewContext = View() });

        var target = summary.QuerySelector("a")!.GetAttribute("href")![1..];
        Assert.Equal("content", Render(helper).QuerySelector("#" + target)!.GetAttribute("value"));
    }

    [Fact]
    public void There_is_no_error_summary_without_an_error() =>
        Assert.Null(Render(new ErrorSummaryTagHelper { ViewContext = View() }).FirstElementChild);

    private FormFieldTagHelper Field(string name, string type, string? value = null, string? hint = null) =>
        new()
        {
            ViewContext = View(),
            Name = name,
            Label = "Label",
            Type = type,
            Value = value,
            Hint = hint,
        };

    private ViewContext View() => new() { ViewData = new ViewDataDictionary(new EmptyModelMetadataProvider(), _state) };

    private static IElement Render(TagHelper helper)
    {
        var context = new TagHelperContext([], new Dictionary<object, object>(), "one");
        var output = new TagHelperOutput(
            "x",
            [],
            (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())
        );
        helper.Process(context, output);
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(writer.ToString()).Body!;
    }
}
