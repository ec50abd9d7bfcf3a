namespace LeadGen.Domain;

/// <summary>A caller broke a rule of the domain, such as an illegal stage move. The message can be shown to people.</summary>
public sealed class DomainException : Exception
{
    public DomainException() { }

    public DomainException(string message)
        : base(message) { }

    public DomainException(string message, Exception inner)
        : base(message, inner) { }
}
