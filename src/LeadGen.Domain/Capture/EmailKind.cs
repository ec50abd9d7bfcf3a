namespace LeadGen.Domain.Capture;

/// <summary>What an address says about who reads it. The fact <c>email_kind</c> is its name in lower case.</summary>
public enum EmailKind
{
    /// <summary>A person at a company.</summary>
    Business,

    /// <summary>At a provider where anybody gets an address.</summary>
    Free,

    /// <summary>At a provider of addresses to throw away.</summary>
    Disposable,

    /// <summary>A desk at a company, such as info or sales.</summary>
    Role,
}
