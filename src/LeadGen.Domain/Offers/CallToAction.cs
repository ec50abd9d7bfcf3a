namespace LeadGen.Domain.Offers;

public enum CallShape
{
    Button,

    /// <summary>A line of text across the page with a button at its end.</summary>
    Bar,
}

public enum CallStyle
{
    Strong,
    Quiet,
}

/// <summary>What a call to action says and where it leads.</summary>
/// <param name="Name">For staff alone.</param>
/// <param name="Text">On the button, or in the bar before it; the button of a bar says what that of the offer says.</param>
public sealed record CallContent(string Name, CallShape Shape, CallStyle Style, string Text, Guid OfferId);

/// <summary>A button or a bar that leads to the page of an offer: from the page of another one, or from any other site.</summary>
public sealed class CallToAction
{
    private CallToAction() { }

    public Guid Id { get; private init; }
    public string Name { get; private set; } = "";
    public CallShape Shape { get; private set; }
    public CallStyle Style { get; private set; }
    public string Text { get; private set; } = "";
    public Guid OfferId { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Raised by each change: that is how caches notice one.</summary>
    public int Version { get; private set; }

    /// <summary>Counts the click and leads on.</summary>
    public string Path => CallLinks.PathOf(Id);

    public CallContent Content => new(Name, Shape, Style, Text, OfferId);

    /// <exception cref="DomainException">The content breaks a rule of <see cref="CallRules"/>.</exception>
    public static CallToAction Create(CallContent content, DateTimeOffset now)
    {
        var call = new CallToAction { Id = Guid.CreateVersion7(now), CreatedAt = now };
        call.Change(content, now);
        return call;
    }

    /// <exception cref="DomainException">The content breaks a rule of <see cref="CallRules"/>.</exception>
    public void Change(CallContent content, DateTimeOffset now)
    {
        foreach (var (_, message) in CallRules.Check(content))
        {
            throw new DomainException(message);
        }

        (Name, Shape, Style, Text, OfferId) = content;
        UpdatedAt = now;
        Version++;
    }
}
