using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Access;

/// <summary>What a password must be: long, and not the first thing that anybody would try. Nothing about digits and signs.</summary>
public sealed class StaffPassword : IPasswordValidator<StaffUser>
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    public const string Rules =
        "At least 12 characters. Four words that do not belong together are easy to keep in mind.";

    /// <summary>So many different characters must be left beside what is guessed first.</summary>
    private const int LeastUnguessed = 5;

    private static readonly string[] GuessedFirst =
    [
        "leadgen",
        "password",
        "passwort",
        "passphrase",
        "administrator",
        "admin",
        "welcome",
        "letmein",
        "changeme",
        "iloveyou",
        "secret",
        "qwertyuiop",
        "qwertzuiop",
        "azertyuiop",
        "qwerty",
        "qwertz",
        "asdfghjkl",
        "zxcvbnm",
        "1q2w3e4r5t",
        "abcdefghijklmnopqrstuvwxyz",
        "abcdefgh",
        "abcdef",
        "abc",
        "0123456789",
        "1234567890",
        "123456789",
        "12345678",
        "123456",
        "1234",
        "9876543210",
        "987654321",
        "spring",
        "summer",
        "autumn",
        "winter",
        "monday",
        "company",
        "marketing",
        "sales",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<StaffUser> manager, StaffUser user, string? password) =>
        Task.FromResult(ProblemWith(password, user.UserName) is { } problem ? Failed(problem) : IdentityResult.Success);

    /// <returns>What to do about it; null for a good password.</returns>
    public static string? ProblemWith(string? password, string? email) =>
        password switch
        {
            null or { Length: < MinLength } => $"Choose a password of at least {MinLength} characters",
            { Length: > MaxLength } => $"Choose a password of at most {MaxLength} characters",
            _ when IsGuessable(password, email) =>
                "That password would be guessed soon. Choose several words that do not belong together",
            _ => null,
        };

    private static bool IsGuessable(string password, string? email)
    {
        var plain = password.ToLowerInvariant();
        var unmasked = plain.Replace('0', 'o').Replace('3', 'e').Replace('1', 'i').Replace('@', 'a').Replace('$', 's');
        var own = (email ?? "").ToLowerInvariant().Split('@', '.', '-', '_', '+').Where(part => part.Length > 2);
        string[] guesses = [.. GuessedFirst, .. own];
        return Rest(plain, guesses) < LeastUnguessed || Rest(unmasked, guesses) < LeastUnguessed;
    }

    private static int Rest(string text, string[] guesses) =>
        guesses
            .OrderByDescending(guess => guess.Length)
            .Aggregate(text, (rest, guess) => rest.Replace(guess, "", StringComparison.Ordinal))
            .Distinct()
            .Count();

    private static IdentityResult Failed(string problem) =>
        IdentityResult.Failed(new IdentityError { Code = nameof(StaffPassword), Description = problem });
}
