using LeadGen.Domain.Offers;

namespace LeadGen.Domain.Tests.Offers;

public sealed class CallToActionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly CallContent Button = new(
        "Footer",
        CallShape.Button,
        CallStyle.Strong,
        "Get the guide",
        Guid.CreateVersion7(Now)
    );

    [Fact]
    public void Each_change_raises_its_version()
    {
        var call = CallToAction.Create(Button, Now);
        Assert.Equal((Button, 1), (call.Content, call.Version));

        call.Change(Button with { Text = "Take it" }, Now.AddHours(1));
        Assert.Equal(("Take it", 2, Now.AddHours(1)), (call.Text, call.Version, call.UpdatedAt));
    }

    [Theory]
    [InlineData("", "Text", "name")]
    [InlineData("Name", " ", "text")]
    [InlineData("Name", "Two\nlines", "text")]
    public void What_breaks_a_rule_is_named_and_refused(string name, string text, string field)
    {
        var content = Button with { Name = name, Text = text };
        Assert.Equal([field], CallRules.Check(content).Keys);
        Assert.Throws<DomainException>(() => CallToAction.Create(content, Now));
    }

    [Fact]
    public void A_text_may_be_as_long_as_the_rule_says()
    {
        Assert.Empty(CallRules.Check(Button with { Text = new string('x', CallRules.TextMaxLength) }));
        Assert.Equal(
            ["text"],
            CallRules.Check(Button with { Text = new string('x', CallRules.TextMaxLength + 1) }).Keys
        );
    }

    [Fact]
    public void Its_address_is_read_where_it_is_ours_and_whole()
    {
        var id = Guid.CreateVersion7(Now);
        Assert.Equal(id, CallLinks.Read(CallLinks.PathOf(id)));
        Assert.Null(CallLinks.Read("https://elsewhere.example" + CallLinks.PathOf(id)));
        Assert.Null(CallLinks.Read(CallLinks.SeenPathOf(id)));
        Assert.Null(CallLinks.Read("/c/1"));
        Assert.Null(CallLinks.Read(null));
    }

    [Fact]
    public void Those_in_a_text_are_found_each_once()
    {
        var (first, second) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        var text =
            $"[Get]({CallLinks.PathOf(first)}) and [that]({CallLinks.PathOf(second)}) or [Get]({CallLinks.PathOf(first)})";
        Assert.Equal([first, second], CallLinks.In(text));
        Assert.Empty(CallLinks.In("[x](/c/1) /c/" + first.ToString("N")));
    }
}
