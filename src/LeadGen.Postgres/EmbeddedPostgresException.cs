namespace LeadGen.Postgres;

/// <summary>Why there is no Postgres, and what to do about it, in words for the person who started the app.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException() { }

    public EmbeddedPostgresException(string message)
        : base(message) { }

    public EmbeddedPostgresException(string message, Exception inner)
        : base(message, inner) { }
}
