namespace LeadGen.Web.Mail;

/// <summary>What came of an attempt to send a mail.</summary>
public abstract record SendResult
{
    private SendResult() { }

    /// <summary>For metrics and the log.</summary>
    public abstract string Word { get; }

    /// <summary>The server took it.</summary>
    public sealed record Sent : SendResult
    {
        public override string Word => "sent";
    }

    /// <summary>Not now, or nobody knows: it is tried again.</summary>
    public sealed record Later(string Error) : SendResult
    {
        public override string Word => "later";
    }

    /// <summary>This mail is not taken, now or later.</summary>
    public sealed record Never(string Error) : SendResult
    {
        public override string Word => "refused";
    }

    /// <summary>The server could not be reached, or lets us not in: nothing is wrong with the mail.</summary>
    public sealed record Down(string Error) : SendResult
    {
        public override string Word => "server_down";
    }

    /// <summary>There was no time left to try it.</summary>
    public sealed record NotTried : SendResult
    {
        public override string Word => "not_tried";
    }
}
