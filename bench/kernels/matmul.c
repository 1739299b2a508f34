// Product of two matrices of doubles: loads, multiplications and additions in a tight nest.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>

#define N 512
static double a[N][N], b[N][N], c[N][N];

int main(void) {
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) a[i][j] = (i * 7 + j * 3) % 11 - 5, b[i][j] = (i * 5 + j * 2) % 13 - 6;
    for (int round = 0; round < 12; round++) {
        for (int i = 0; i < N; i++)
            for (int k = 0; k < N; k++) {
                double x = a[i][k];
                for (int j = 0; j < N; j++) c[i][j] += x * b[k][j];
            }
        a[round][round] += 1.0;
    }
    double trace = 0, sum = 0;
    for (int i = 0; i < N; i++) {
        trace += c[i][i];
        for (int j = 0; j < N; j++) sum += c[i][j];
    }
    printf("%.3f %.3f\n", trace, sum);
    return 0;
}
