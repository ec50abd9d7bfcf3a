namespace LeadGen.Web.Data.Mails;

/// <summary>What a member of staff is told: at once, or what came together in a day.</summary>
/// <param name="Lines">At most <see cref="LinesMax"/>.</param>
/// <param name="More">How many there are besides.</param>
/// <param name="Daily">It is the digest of a day.</param>
public sealed record NoticeMail(string Subject, IReadOnlyList<MailLine> Lines, int More = 0, bool Daily = false)
{
    public const int LinesMax = 20;
}

/// <summary>What a visitor asked for.</summary>
/// <param name="Path">Of this app from the root, or the whole address of another; null where there is nowhere to go.</param>
/// <param name="Button">What the link does.</param>
/// <param name="Note">In addition, such as when it begins.</param>
/// <param name="Code">The code that was asked for.</param>
/// <param name="More">Where else to go.</param>
/// <param name="Subject">In the words of who published the offer, filled in; null: the usual ones.</param>
/// <param name="Text">Likewise.</param>
/// <param name="Calendar">The date as a file for a calendar, to be attached.</param>
public sealed record DeliveryMail(
    string Title,
    string? Path,
    string? Button,
    string? Note = null,
    string? Code = null,
    IReadOnlyList<MailLine>? More = null,
    string? Subject = null,
    string? Text = null,
    string? Calendar = null
);

/// <summary>Is this yes yours?</summary>
/// <param name="Text">Word for word what was agreed to.</param>
/// <param name="Path">Of the page with the button.</param>
public sealed record ConfirmationMail(string Text, string Path);

/// <summary>A link to what is held about somebody, for which they asked.</summary>
/// <param name="Ends">It works for a short time only.</param>
public sealed record PersonLinkMail(string Subject, string Text, string Button, string Path, bool Ends);

/// <summary>What a rep wrote to a lead.</summary>
public sealed record LetterMail(string Subject, string Text)
{
    public const int SubjectMaxLength = 150;
    public const int TextMaxLength = 4000;
}

/// <summary>One of a series to somebody who is not ready for sales, filled in for them.</summary>
/// <param name="Body">In Markdown.</param>
/// <param name="Counts">May it be noted which of its links they follow?</param>
public sealed record NurtureMail(string Subject, string Body, bool Counts);

/// <summary>What somebody signs in with is another now.</summary>
/// <param name="What">In whole sentences.</param>
/// <param name="When">By their clock, with who did it if that was not them, and from where.</param>
public sealed record SignInChangedMail(string Subject, string What, string When);

/// <summary>A sentence, and where to go on.</summary>
/// <param name="Path">Of this app, from the root.</param>
public sealed record MailLine(string Text, string Path);
