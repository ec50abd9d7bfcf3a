namespace LeadGen.Domain.Learning;

/// <summary>Solves a system of linear equations whose matrix is symmetric and positive definite.</summary>
internal static class Cholesky
{
    /// <param name="matrix">Row by row, of which the lower half is read.</param>
    /// <returns>What the matrix turns into <paramref name="right"/>.</returns>
    public static double[] Solve(double[] matrix, double[] right)
    {
        var size = right.Length;
        var (root, solution) = ((double[])matrix.Clone(), (double[])right.Clone());
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = root[(row * size) + column];
                for (var place = 0; place < column; place++)
                {
                    sum -= root[(row * size) + place] * root[(column * size) + place];
                }
                root[(row * size) + column] =
                    row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / root[(column * size) + column];
            }
            for (var place = 0; place < row; place++)
            {
                solution[row] -= root[(row * size) + place] * solution[place];
            }
            solution[row] /= root[(row * size) + row];
        }
        for (var row = size - 1; row >= 0; row--)
        {
            for (var place = row + 1; place < size; place++)
            {
                solution[row] -= root[(place * size) + row] * solution[place];
            }
            solution[row] /= root[(row * size) + row];
        }
        return solution;
    }
}
