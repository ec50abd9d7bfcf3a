using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Access;

/// <summary>What a password must be: long, and not the first thing that anybody would try. Nothing about digits and signs.</summary>
public sealed class StaffPassword(CompanyName company, LeakedPasswords leaked) : IPasswordValidator<StaffUser>
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    public const string Rules =
        "At least 12 characters. Four words that do not belong together are easy to keep in mind.";

    /// <summary>Of so many parts at least, as <see cref="GuessedFirst"/> counts them.</summary>
    private const int LeastParts = 6;

    /// <summary>Of what is known: shorter ones are in every text.</summary>
    private const int ShortestWord = 3;

    public async Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) =>
        await ProblemAsync(password, user.UserName, user.DisplayName) is { } problem
            ? Failed(problem)
            : IdentityResult.Success;

    /// <returns>What to do about it; null for a good password.</returns>
    public async Task<string?> ProblemAsync(string? password, string? email, string? name) =>
        ProblemWith(password, email, name, await company.CurrentAsync(CancellationToken.None))
        ?? (leaked.Has(password!) ? "That password is on lists of leaked ones. Choose another one" : null);

    /// <param name="known">What anybody knows of the user and of the house: address, name, company.</param>
    public static string? ProblemWith(string? password, params IEnumerable<string?> known) =>
        password switch
        {
            null or { Length: < MinLength } => $"Choose a password of at least {MinLength} characters",
            { Length: > MaxLength } => $"Choose a password of at most {MaxLength} characters",
            _ when GuessedFirst.PartsOf(password, known.SelectMany(WordsOf)) < LeastParts =>
                "That password would be guessed soon. Choose several words that do not belong together",
            _ => null,
        };

    /// <summary>Whole and in its words.</summary>
    private static IEnumerable<string> WordsOf(string? known)
    {
        var words = (known ?? "").Split(
            [' ', '@', '.', '-', '_', '+', ',', '\'', '&'],
            StringSplitOptions.RemoveEmptyEntries
        );
        return words.Append(string.Concat(words)).Where(word => word.Length >= ShortestWord).Distinct();
    }

    private static IdentityResult Failed(string problem) =>
        IdentityResult.Failed(new IdentityError { Code = nameof(StaffPassword), Description = problem });
}
